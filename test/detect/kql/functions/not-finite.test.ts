import t from 'tap'
import { valueOf } from '../query-of.ts'

const EXPRESSIONS = [
  'todecimal("1.5") + toreal(Message)',
  'toreal(Message) / todecimal("1.5")',
  'bin(toreal(Message), 1)',
  'tolong(toreal(Message))',
]

t.test('a real that is not finite breaks no function that needs a decimal or a whole number', (t) => {
  for (const expression of EXPRESSIONS) {
    for (const Message of ['inf', '-inf', 'nan'])
      t.doesNotThrow(() => valueOf(expression, { Message }), `${expression}, ${Message}`)
  }
  t.equal(valueOf('todecimal("1.5") + toreal(Message)', { Message: 'inf' }), null)
  t.end()
})
