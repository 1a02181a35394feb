import fc from 'fast-check'
import t from 'tap'
import { cutWithin } from '../../../../src/respond/delivery/formats/cut-within.ts'

t.test('the marker counts', (t) => {
  t.equal(cutWithin('x'.repeat(64), 64), 'x'.repeat(64))
  t.equal(cutWithin('x'.repeat(65), 64), `${'x'.repeat(32)}…[33 characters cut]`)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(100_000), (text, count) => {
      const cut = cutWithin(text.repeat(count % 1000), 64)
      return cut.length <= 64 && cut.isWellFormed()
    }),
  )
  t.end()
})
