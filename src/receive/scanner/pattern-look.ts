import { createKindFinder } from './kind-finder.ts'
import type { Look } from './look.ts'
import type { Needle } from './needle.ts'
import { createNeedleFinder } from './needle-finder.ts'

/** Looks with regular expressions alone, over the whole batch as latin1. What the faster way finds is held against this. */
export function createPatternLook(needles: readonly Needle[], signatures: readonly string[]): Look {
  const finders = needles.map(createNeedleFinder)
  const kindOf = createKindFinder(signatures)
  return (batch, marks, placements) => {
    const { bytes, offsets, count } = batch
    const text = bytes.toString('latin1', 0, offsets[2 * count - 1] ?? 0)
    for (const markFrames of finders) markFrames(text, batch, marks)
    for (let index = 0; index < count; index++) {
      placements[index] = kindOf(text, offsets[2 * index] ?? 0, offsets[2 * index + 1] ?? 0)
    }
  }
}
