import t from 'tap'
import { humanText } from '../../../../src/respond/delivery/formats/human-text.ts'

t.test('what hides is written out', (t) => {
  const cases = [
    ['plain text, été, 日本', 'plain text, été, 日本'],
    ['a\nb\u0000', 'a\\u{a}b\\u{0}'],
    ['gpj.\u202eexe', 'gpj.\\u{202e}exe'],
    ['zero\u200bwidth', 'zero\\u{200b}width'],
    ['half \ud800', 'half \\u{d800}'],
  ] as const
  for (const [text, expected] of cases) t.equal(humanText(text, { defang: false }), expected)
  t.end()
})

t.test('defanged, nothing can be clicked', (t) => {
  const cases = [
    ['http://c2.example/a', 'hxxp://c2[.]example/a'],
    ['HTTPS://c2.example', 'hxxpS://c2[.]example'],
    ['ws-17 (192.0.2.10) to cdn.example.net. End.', 'ws-17 (192[.]0[.]2[.]10) to cdn[.]example[.]net. End.'],
  ] as const
  for (const [text, expected] of cases) t.equal(humanText(text, { defang: true }), expected)
  t.end()
})
