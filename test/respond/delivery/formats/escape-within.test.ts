import fc from 'fast-check'
import t from 'tap'
import { escapeWithin } from '../../../../src/respond/delivery/formats/escape-within.ts'

const double = (text: string): string => text.replaceAll('&', '&amp;')

t.test('cuts before it escapes, and no more than it must', (t) => {
  t.equal(escapeWithin('a&b', 64, double), 'a&amp;b')
  t.equal(escapeWithin('x'.repeat(64), 64, double), 'x'.repeat(64))
  t.equal(escapeWithin('x'.repeat(100), 64, double), `${'x'.repeat(44)}…[56 characters cut]`)
  t.equal(escapeWithin('&'.repeat(60), 64, double), `${'&amp;'.repeat(8)}…[52 characters cut]`)
  t.end()
})

t.test('whatever the text, it fits and no escape is broken', (t) => {
  const text = fc.tuple(fc.constantFrom('&', 'a&', '\u{1f600}', 'x'), fc.nat(70_000)).map(([unit, count]) => unit.repeat(count))
  fc.assert(
    fc.property(text, fc.integer({ min: 64, max: 3000 }), (text, limit) => {
      const escaped = escapeWithin(text, limit, double)
      return escaped.length <= limit && escaped.isWellFormed() && !/&(?!amp;)/.test(escaped)
    }),
  )
  t.end()
})
