import type { FrameBatch } from '../frame-batch.ts'
import { createKindFinder } from './kind-finder.ts'
import type { Needle } from './needle.ts'
import { createNeedleFinder } from './needle-finder.ts'

export type ScannerOptions<K> = {
  /** null makes every frame a candidate. */
  readonly needles: readonly Needle[] | null
  /** How frames of each kind are told by their first bytes. The signature that stands first in a frame decides. */
  readonly kinds: readonly { readonly kind: K; readonly signature: string }[]
}

/** Valid until the next scan, which writes into the same memory. */
export type ScanResult<K> = {
  /** Indexes of the frames worth reading, ascending: those that hold a needle, and those that no signature places. */
  readonly candidates: Uint32Array
  /** How many frames of each kind the batch held, candidates or not. */
  readonly kinds: readonly { readonly kind: K; readonly count: number }[]
  readonly unplaced: number
  /** For each frame the index of its kind in `kinds`, or -1. Only the batch's count of entries hold. */
  readonly placements: Int8Array
}

/** Frames of a batch must ascend in its buffer and not overlap; what lies between them is ignored. */
export type Scanner<K> = { readonly scan: (batch: FrameBatch) => ScanResult<K> }

/**
 * Tells the frames worth reading from those that cannot match, and counts all by kind, without decoding any. A frame that no
 * signature places is always worth reading: only the full path can say what is wrong with it.
 */
export function createScanner<K>({ needles, kinds }: ScannerOptions<K>): Scanner<K> {
  const finders = needles?.map(createNeedleFinder) ?? []
  const kindOf = createKindFinder(kinds.map(({ signature }) => signature))
  const counts = kinds.map(({ kind }) => ({ kind, count: 0 }))
  let marks = new Uint8Array(0)
  let candidates = new Uint32Array(0)
  let placements = new Int8Array(0)

  const reset = (count: number): void => {
    if (marks.length < count) {
      marks = new Uint8Array(count)
      candidates = new Uint32Array(count)
      placements = new Int8Array(count)
    }
    marks.fill(needles === null ? 1 : 0, 0, count)
    for (const kind of counts) kind.count = 0
  }

  return {
    scan: (batch) => {
      const { bytes, offsets, count } = batch
      reset(count)
      const text = bytes.toString('latin1', 0, offsets[2 * count - 1] ?? 0)
      for (const markFrames of finders) markFrames(text, batch, marks)
      let found = 0
      let unplaced = 0
      for (let index = 0; index < count; index++) {
        const placement = kindOf(text, offsets[2 * index] ?? 0, offsets[2 * index + 1] ?? 0)
        placements[index] = placement
        const kind = counts[placement]
        if (kind === undefined) unplaced++
        else kind.count++
        if (kind === undefined || marks[index] === 1) candidates[found++] = index
      }
      return { candidates: candidates.subarray(0, found), kinds: counts, unplaced, placements }
    },
  }
}
