import type { Needle } from './needle.ts'

/** Shorter ones stand in nearly every frame. */
const SHORTEST_ANCHOR = 3

/** Longer ones are cut: 31 bytes are proof enough. */
const LONGEST_ANCHOR = 31

/**
 * The longest run of letters and digits of ASCII in a needle, in lower case. No format puts anything between two of them, so that a frame
 * that holds the needle holds the run as it is, in any case, or escapes one of its characters. null when the needle has no run worth
 * looking for.
 */
export function anchorOf({ text }: Needle): string | null {
  const runs = text.match(/[A-Za-z0-9]+/g) ?? []
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '')
  return longest.length < SHORTEST_ANCHOR ? null : longest.slice(0, LONGEST_ANCHOR).toLowerCase()
}
