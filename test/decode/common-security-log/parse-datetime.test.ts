import t from 'tap'
import { parseDatetime } from '../../../src/decode/common-security-log/parse-datetime.ts'
import { formatDatetime } from '../../../src/decode/common-security-log/row.ts'

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
    ['Mar 01 20:48:16', null],
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
    const ticks = parseDatetime(text)
    t.equal(ticks === null ? null : formatDatetime(ticks), expected, text)
  }
  t.end()
})
