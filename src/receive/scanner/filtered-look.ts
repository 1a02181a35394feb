import { createKindFinder, SIGNATURE_REACH } from './kind-finder.ts'
import type { Look } from './look.ts'
import type { Needle } from './needle.ts'
import { needlePattern } from './needle-pattern.ts'
import { createPrefilter } from './prefilter.ts'

/**
 * Looks in WebAssembly first, and with regular expressions only at the few frames that it lets through or cannot place. `vendors` are
 * the Device Vendors in the CEF of the kinds, null for a kind that has none. null when the needles cannot be looked for so.
 */
export function createFilteredLook(
  module: WebAssembly.Module,
  needles: readonly Needle[],
  signatures: readonly string[],
  vendors: readonly (string | null)[],
): Look | null {
  const prefilter = createPrefilter(module, needles, vendors)
  if (prefilter === null) return null
  const patterns = needles.map((needle) => new RegExp(needlePattern(needle), 'i'))
  const kindOf = createKindFinder(signatures)
  return (batch, marks, placements) => {
    const { bytes, offsets, count } = batch
    const first = prefilter(batch)
    placements.set(first.placements)
    for (let index = 0; index < count; index++) {
      const start = offsets[2 * index] ?? 0
      const end = offsets[2 * index + 1] ?? 0
      if (first.marks[index] === 1) {
        const text = bytes.toString('latin1', start, end)
        if (patterns.some((pattern) => pattern.test(text))) marks[index] = 1
      }
      if (placements[index] === -1) {
        const text = bytes.toString('latin1', start, Math.min(end, start + SIGNATURE_REACH))
        placements[index] = kindOf(text, 0, text.length)
      }
    }
  }
}
