import t from 'tap'
import { parseDatetime } from '../../../../src/detect/kql/read/datetime.ts'

t.test('datetimes', (t) => {
  const cases: readonly (readonly [text: string, ticks: bigint | undefined])[] = [
    ['1970-01-01', 0n],
    ['1970-01-02T00:00', 864_000_000_000n],
    ['1970-01-01 00:00:01', 10_000_000n],
    ['1970-01-01T00:00:00.0000001Z', 1n],
    ['1970-01-01T00:00:00.5Z', 5_000_000n],
    ['1970-01-01T01:00:00+01:00', 0n],
    ['1969-12-31T23:59:59.9999999', -1n],
    ['2024-02-29', 17_091_648_000_000_000n],
    ['2023-02-29', undefined],
    ['2024-13-01', undefined],
    ['2024-01-01T24:30', undefined],
    ['2024-01-01T10:00+25:00', undefined],
    ['2024-1-1', undefined],
    ['now', undefined],
    ['', undefined],
  ]
  for (const [text, ticks] of cases) t.equal(parseDatetime(text), ticks, text)
  t.end()
})
