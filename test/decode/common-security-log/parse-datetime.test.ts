import t from 'tap'
import { parseDatetime } from '../../../src/decode/common-security-log/parse-datetime.ts'
import { formatDatetime, ticksFromMilliseconds } from '../../../src/decode/common-security-log/row.ts'

const NOW = ticksFromMilliseconds(Date.UTC(2026, 10, 24, 1, 2, 3))

t.test('times as devices write them', (t) => {
  const cases: readonly [text: string, expected: string | null][] = [
    ['1794747600', '2026-11-15T13:00:00.0000000Z'],
    ['1794747600123', '2026-11-15T13:00:00.1230000Z'],
    ['1794747600123456789', '2026-11-15T13:00:00.1234567Z'],
    ['Mar 01 2026 20:48:16', '2026-03-01T20:48:16.0000000Z'],
    ['Mar  1 2026 20:48:16.25', '2026-03-01T20:48:16.2500000Z'],
    ['Mar 01 2026 20:48:16 GMT', '2026-03-01T20:48:16.0000000Z'],
    ['2026-03-01T20:48:16.123456789Z', '2026-03-01T20:48:16.1234567Z'],
    ['2026-03-01T20:48:16+02:00', '2026-03-01T18:48:16.0000000Z'],
    ['2026-03-01 20:48:16-0530', '2026-03-02T02:18:16.0000000Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5000000Z'],
    ['1794747600123456', '2026-11-15T13:00:00.1234560Z'],
    ['1794747600.123', '2026-11-15T13:00:00.1230000Z'],
    ['Mar 01 26 20:48:16', '2026-03-01T20:48:16.0000000Z'],
    ['Sun Mar  1 20:48:16 2026', '2026-03-01T20:48:16.0000000Z'],
    ['2026/03/01 20:48:16', '2026-03-01T20:48:16.0000000Z'],
    ['Mar 01 2026 20:48:16 +0530', '2026-03-01T15:18:16.0000000Z'],
    ['Mar 01 2026 20:48:16 PST', '2026-03-02T04:48:16.0000000Z'],
    ['Nov 24 00:00:00', '2026-11-24T00:00:00.0000000Z'],
    ['Mar 01 20:48:16', '2027-03-01T20:48:16.0000000Z'],
    ['Jul 01 20:48:16', '2026-07-01T20:48:16.0000000Z'],
    ['Feb 29 20:48:16', '2028-02-29T20:48:16.0000000Z'],
    ['Feb 30 20:48:16', null],
    ['Feb 30 2026 20:48:16', null],
    ['Foo 01 2026 20:48:16', null],
    ['2026-13-01T20:48:16Z', null],
    ['2026-03-01T25:48:16Z', null],
    ['17947476', null],
    ['179474760012', null],
    ['today', null],
    ['', null],
  ]
  for (const [text, expected] of cases) {
    const ticks = parseDatetime(text, { now: NOW, timeZone: 'UTC' })
    t.equal(ticks === null ? null : formatDatetime(ticks), expected, text)
  }
  t.end()
})

t.test('a time without a zone is in that of its source', (t) => {
  const cases: readonly [text: string, timeZone: string, expected: string][] = [
    ['2026-07-01 12:00:00', 'Europe/Berlin', '2026-07-01T10:00:00.0000000Z'],
    ['Jan 01 12:00:00', 'Europe/Berlin', '2027-01-01T11:00:00.0000000Z'],
    ['Jul 01 2026 12:00:00 UTC', 'Europe/Berlin', '2026-07-01T12:00:00.0000000Z'],
    ['2026-07-01T12:00:00', '+05:30', '2026-07-01T06:30:00.0000000Z'],
    ['2026-07-01T12:00:00', 'America/New_York', '2026-07-01T16:00:00.0000000Z'],
    // The clocks went forward over it, and it occurred twice.
    ['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.0000000Z'],
    ['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.0000000Z'],
    ['1794747600', 'Europe/Berlin', '2026-11-15T13:00:00.0000000Z'],
  ]
  for (const [text, timeZone, expected] of cases) {
    const ticks = parseDatetime(text, { now: NOW, timeZone })
    t.equal(ticks === null ? null : formatDatetime(ticks), expected, `${text} ${timeZone}`)
  }
  t.end()
})
