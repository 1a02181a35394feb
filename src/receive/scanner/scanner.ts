import type { FrameBatch } from '../frame-batch.ts'
import { createFilteredLook } from './filtered-look.ts'
import type { Look } from './look.ts'
import type { Needle } from './needle.ts'
import { createPatternLook } from './pattern-look.ts'

/** `vendor` is the Device Vendor in the CEF of a kind, spelled as devices do, null for a kind that is not CEF. */
export type ScannedKind<K> = { readonly kind: K; readonly signature: string; readonly vendor?: string | null }

export type ScannerOptions<K> = {
  readonly needles: readonly Needle[]
  /** How frames of each kind are told by their first bytes. The signature that stands first in a frame decides. */
  readonly kinds: readonly ScannedKind<K>[]
  /** prefilter.as.ts, compiled; null scans with regular expressions alone. */
  readonly module?: WebAssembly.Module | null
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
export function createScanner<K>({ needles, kinds, module = null }: ScannerOptions<K>): Scanner<K> {
  const look = createLook(needles, kinds, module)
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
    marks.fill(0, 0, count)
    for (const kind of counts) kind.count = 0
  }

  return {
    scan: (batch) => {
      const { count } = batch
      reset(count)
      look(batch, marks, placements)
      let found = 0
      let unplaced = 0
      for (let index = 0; index < count; index++) {
        const kind = counts[placements[index] ?? -1]
        if (kind === undefined) unplaced++
        else kind.count++
        if (kind === undefined || marks[index] === 1) candidates[found++] = index
      }
      return { candidates: candidates.subarray(0, found), kinds: counts, unplaced, placements }
    },
  }
}

function createLook(needles: readonly Needle[], kinds: readonly ScannedKind<unknown>[], module: WebAssembly.Module | null): Look {
  const signatures = kinds.map(({ signature }) => signature)
  const filtered =
    module === null
      ? null
      : createFilteredLook(
          module,
          needles,
          signatures,
          kinds.map(({ vendor }) => vendor ?? null),
        )
  return filtered ?? createPatternLook(needles, signatures)
}
