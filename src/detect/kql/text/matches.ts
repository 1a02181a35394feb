import type { RE2JS } from 're2js'
import { checkTimeSince, spendTimeSince, spendWork, tooCostly } from '../work.ts'

/** One match of a pattern: where it stands, and its groups, of which the first is the whole; null for one that took no part. */
export type RegexMatch = { readonly start: number; readonly end: number; readonly groups: readonly (string | null)[] }

/** How many matches of one text are looked at, and how many groups of them. */
const MAX_MATCHES = 65_536
const MAX_GROUPS = 262_144

/** What a character costs where the engine can go by states that it has seen; mostly it can. */
const CHARACTER_WORK = 4

/** Characters times instructions of the pattern: where it cannot, it looks at each instruction for each character, some 20 ns each. */
const MAX_STEPS = 2 ** 26
const LONG_STEPS = 2 ** 18

/** Whether a pattern stands in a text. */
export function testRegex(regex: RE2JS, text: string): boolean {
  const start = admit(regex, text)
  const found = regex.test(text)
  spendTimeSince(start)
  return found
}

/** Every match of a pattern in a text, from left to right, none overlapping. */
export function matchesOf(regex: RE2JS, text: string, limit = MAX_MATCHES): readonly RegexMatch[] {
  const start = admit(regex, text)
  const matcher = regex.matcher(text)
  const matches: RegexMatch[] = []
  const groupCount = matcher.groupCount() + 1
  const isLong = text.length * regex.programSize() > LONG_STEPS
  const most = Math.min(limit, Math.ceil(MAX_GROUPS / groupCount))
  while (matches.length < most && matcher.find()) {
    const groups = Array.from({ length: groupCount }, (_, group) => matcher.group(group))
    matches.push({ start: matcher.start(), end: matcher.end(), groups })
    // A match can be short, and its search as long as the text.
    if (isLong || matches.length % 64 === 0) checkTimeSince(start)
  }
  spendTimeSince(start)
  return matches
}

function admit(regex: RE2JS, text: string): number {
  spendWork(CHARACTER_WORK * text.length)
  if (text.length * regex.programSize() > MAX_STEPS) throw tooCostly()
  return performance.now()
}
