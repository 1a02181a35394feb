import t from 'tap'
import { ticksFromMilliseconds } from '../../../src/decode/common-security-log/row.ts'
import type { KqlType, KqlValue } from '../../../src/detect/kql/query.ts'
import { outputToJson } from '../../../src/respond/alerts/output-to-json.ts'

t.test('values by their type', (t) => {
  const cases: readonly [KqlType, KqlValue, unknown][] = [
    ['string', '', ''],
    ['string', 'http://example.net/?mactok=1', 'http://example.net/?mactok=1'],
    ['int', 443, 443],
    ['int', null, null],
    ['bool', true, true],
    ['long', 9_007_199_254_740_991n, 9_007_199_254_740_991],
    ['long', 9_007_199_254_740_993n, '9007199254740993'],
    ['long', -9_223_372_036_854_775_808n, '-9223372036854775808'],
    ['datetime', ticksFromMilliseconds(Date.UTC(2026, 10, 24, 9)) + 1n, '2026-11-24T09:00:00.0000001Z'],
    ['dynamic', ['a', { b: 1 }], ['a', { b: 1 }]],
  ]
  for (const [type, value, expected] of cases) {
    const output = [{ name: 'Column', expression: { kind: 'literal' as const, type, value: null } }]
    const json = outputToJson({ conditions: [], computed: [], output }, { Column: value })
    t.same(json, { Column: expected }, `${type} ${JSON.stringify(expected)}`)
    t.doesNotThrow(() => JSON.stringify(json))
  }
  t.end()
})

t.test('columns come in the order of the rule, absent ones as null', (t) => {
  const column = (name: string) => ({ name, expression: { kind: 'literal', type: 'string', value: null } as const })
  const plan = { conditions: [], computed: [], output: [column('B'), column('A'), column('C')] }
  t.same(Object.entries(outputToJson(plan, { A: 'a', B: 'b' })), [
    ['B', 'b'],
    ['A', 'a'],
    ['C', null],
  ])
  t.end()
})
