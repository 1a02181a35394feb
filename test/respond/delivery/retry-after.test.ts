import t from 'tap'
import { parseRetryAfter } from '../../../src/respond/delivery/retry-after.ts'

t.test('seconds, or an HTTP date in any of its forms', (t) => {
  const now = Date.UTC(1994, 10, 6, 8, 49, 7)
  const cases: readonly [string, number | null][] = [
    ['0', 0],
    ['120', 120_000],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 30_000],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 30_000],
    ['Sun, 06 Nov 1994 08:00:00 GMT', 0],
    ['', null],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    ['5 minutes', null],
    ['2026-01-01', null],
    ['Sun, 99 Nov 1994 08:49:37 GMT', null],
  ]
  for (const [value, expected] of cases) t.equal(parseRetryAfter(value, now), expected, JSON.stringify(value))
  t.end()
})
