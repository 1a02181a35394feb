import t from 'tap'
import { caseVariants } from '../../../src/receive/scanner/case-variants.ts'

t.test('the characters that equal another when case is ignored', (t) => {
  const cases: readonly [string, readonly string[]][] = [
    ['a', ['a', 'A']],
    ['K', ['k', 'K', '\u212a']],
    ['s', ['s', 'S', '\u017f']],
    ['i', ['i', 'I', '\u0130', '\u0131']],
    ['=', ['=']],
    ['7', ['7']],
    ['п', ['п', 'П']],
    ['å', ['å', 'Å', '\u212b']],
    ['σ', ['σ', 'Σ', 'ς']],
    ['ς', ['ς', 'Σ', 'σ']],
    ['日', ['日']],
    ['𐐨', ['𐐨', '𐐀']],
  ]
  for (const [char, expected] of cases) t.same(new Set(caseVariants(char)), new Set(expected), char)
  t.end()
})

t.test('the ASCII letters lack none of the characters of Unicode', (t) => {
  const lacking: string[] = []
  for (let codePoint = 0; codePoint <= 0x10ffff; codePoint++) {
    const char = String.fromCodePoint(codePoint)
    const [lower = ''] = char.toLowerCase()
    const upper = char.toUpperCase()
    const kin = [lower, upper].filter((letter) => /^[a-z]$/i.test(letter))
    for (const letter of kin) if (!caseVariants(letter).includes(char)) lacking.push(`${letter} lacks ${char}`)
  }
  t.same(lacking, [])
  t.end()
})
