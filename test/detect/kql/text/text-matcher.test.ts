import fc from 'fast-check'
import t from 'tap'
import { holdsIn, textMatcher } from '../../../../src/detect/kql/text/text-matcher.ts'
import * as holds from '../../../../src/detect/kql/text/text-test.ts'

/** Characters that fold to others, that end terms, and that mean something to a pattern. */
const texts = fc.string({ unit: fc.constantFrom(...Array.from('aAk\u212as\u017fi\u0130Σς/.\\|\u{1d44e}')), maxLength: 6 })
const needle = fc.string({ unit: fc.constantFrom(...Array.from('akKsiσ/.\\|')), maxLength: 2 })
const tests = fc.record({
  case: fc.constantFrom('exact' as const, 'ignored' as const),
  holds: fc.constantFrom(...Object.values(holds)),
})

t.test('a prepared matcher answers as one needle after the other does', (t) => {
  const everyTest = fc.property(tests, fc.array(needle, { maxLength: 3 }), texts, (test, needles, text) => {
    const each = needles.map((needle) => holdsIn(test, text, needle))
    return (
      textMatcher(test, needles, 'some')(text) === each.includes(true) &&
      textMatcher(test, needles, 'every')(text) === !each.includes(false)
    )
  })
  t.doesNotThrow(() => fc.assert(everyTest, { numRuns: 5000 }))
  t.end()
})

t.test('needles of any length and number are found', (t) => {
  const long = ['Ab/', 'k', '\u{10400}'].map((char) => [char.repeat(40_000)])
  const many = Array.from({ length: 10_000 }, (_, index) => `Needle${index}/`)
  for (const needles of [...long, many]) {
    const matches = textMatcher({ case: 'ignored', holds: holds.contains }, needles, 'some')
    const last = needles.at(-1) ?? ''
    t.equal(matches(`x${last.toUpperCase()}`), true)
    t.equal(matches(`${last.slice(0, -1)}x`), false)
  }
  t.end()
})
