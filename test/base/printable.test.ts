import fc from 'fast-check'
import t from 'tap'
import { printable } from '../../src/base/printable.ts'

t.test('what would move the cursor or turn the text around is shown', (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['plain é 漢 \u{1f600}', 'plain é 漢 \u{1f600}'],
    ['a\nb\r\u0000\u001b[31m', 'a\\u{a}b\\u{d}\\u{0}\\u{1b}[31m'],
    ['gpj.\u202eexe\u200b\ufeff', 'gpj.\\u{202e}exe\\u{200b}\\u{feff}'],
    ['a\u2028b\u2029', 'a\\u{2028}b\\u{2029}'],
    ['half \ud800', 'half \\u{d800}'],
  ]
  for (const [text, expected] of cases) t.equal(printable(text), expected)
  t.end()
})

t.test('of no text anything invisible is left', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(printable(text))))
  t.end()
})
