import t from 'tap'
import { parseDuration, parseSize } from '../../src/base/quantity.ts'

t.test('durations', (t) => {
  const cases: readonly [string, number | null][] = [
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['5', null],
    ['5 m', null],
    ['-5m', null],
    ['5constructor', null],
    ['', null],
  ]
  for (const [text, expected] of cases) t.equal(parseDuration(text), expected, text)
  t.end()
})

t.test('sizes', (t) => {
  const cases: readonly [string, number | null][] = [
    ['512B', 512],
    ['64KiB', 65_536],
    ['4MiB', 4_194_304],
    ['1GiB', 1_073_741_824],
    ['64KB', null],
    ['64k', null],
  ]
  for (const [text, expected] of cases) t.equal(parseSize(text), expected, text)
  t.end()
})
