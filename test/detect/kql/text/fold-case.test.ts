import fc from 'fast-check'
import t from 'tap'
import { foldCase } from '../../../../src/detect/kql/text/fold-case.ts'

t.test('folds each character by itself', (t) => {
  const cases: readonly (readonly [text: string, folded: string])[] = [
    ['MacTok=', 'mactok='],
    ['МИР', 'мир'],
    ['\u212a', 'k'],
    ['\u0130\u0131I', '\u0130\u0131i'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['οδος', 'οδοσ'],
    ['ẞß', 'ßß'],
    ['\u{10400}', '\u{10428}'],
  ]
  for (const [text, folded] of cases) t.equal(foldCase(text), folded, text)
  t.end()
})

const texts = fc.string({ unit: fc.constantFrom('a', 'B', 'k', '\u212a', '\u0130', 'Σ', 'σ', 'ς', 'É', '\u{10400}', ' ') })

t.test('a part of a text folds to the same part of the folded text', (t) => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      t.equal(foldCase(a + b), foldCase(a) + foldCase(b))
      t.equal(foldCase(a).length, a.length)
      t.equal(foldCase(foldCase(a)), foldCase(a))
    }),
  )
  t.end()
})

t.test('what folds alike is alike to a regular expression that ignores case', (t) => {
  const differing: string[] = []
  for (let codePoint = 0; codePoint <= 0x1ffff; codePoint++) {
    const char = String.fromCodePoint(codePoint)
    const folded = foldCase(char)
    if (folded !== char && !new RegExp(folded, 'iu').test(char)) differing.push(char)
  }
  t.same(differing, [])
  t.end()
})
