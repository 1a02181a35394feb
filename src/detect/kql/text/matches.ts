import type { RE2JS } from 're2js'

/** One match of a pattern: where it stands, and its groups, of which the first is the whole; null for one that took no part. */
export type RegexMatch = { readonly start: number; readonly end: number; readonly groups: readonly (string | null)[] }

/** How many matches of one text are looked at. */
const MAX_MATCHES = 65_536

/** Every match of a pattern in a text, from left to right, none overlapping. */
export function matchesOf(regex: RE2JS, text: string, limit = MAX_MATCHES): readonly RegexMatch[] {
  const matcher = regex.matcher(text)
  const matches: RegexMatch[] = []
  while (matches.length < limit && matcher.find()) {
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group))
    matches.push({ start: matcher.start(), end: matcher.end(), groups })
  }
  return matches
}
