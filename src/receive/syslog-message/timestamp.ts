import { matchAt } from './match-at.ts'

const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec'

const ZONE = 'UTC|GMT|WES?T|CES?T|EES?T|MSK|BST|IST|JST|[ECMP][SD]T'

/** RFC 3164 section 4.1.2, and what devices add to it: a one-digit day, the year, a fraction, a zone. */
const BSD = String.raw`(?:${MONTH}) {1,2}\d{1,2}(?: \d{4})? \d{1,2}:\d\d:\d\d(?:\.\d{1,9})?(?: (?:${ZONE}))?`

/** RFC 5424 section 6.2.3, also with a space for the T, without zone, or with a Z after the offset. */
const ISO = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:[+-]\d\d:?\d\d)?Z?`

/** Seconds or milliseconds since the Unix epoch. */
const EPOCH = String.raw`\d{10}(?:\d{3})?(?:\.\d{1,9})?`

const TIMESTAMP = new RegExp(String.raw`(?:${BSD}|${ISO}|${EPOCH})(?=\s|$)`, 'y')

/** The timestamp that begins at `at`, as sent, or null. */
export function timestampAt(text: string, at: number): string | null {
  return matchAt(TIMESTAMP, text, at)?.[0] ?? null
}
