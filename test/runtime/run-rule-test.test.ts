import t from 'tap'
import { parseQuery } from '../../src/detect/kql/parse-query.ts'
import { loadRules } from '../../src/detect/rules/load-rule.ts'
import { readRuleTests } from '../../src/detect/rules/rule-test-file.ts'
import { runRuleTest } from '../../src/runtime/run-rule-test.ts'
import { ruleText } from '../detect/rules/rule-text.ts'

const MAPPING = 'entityMappings: [{entityType: IP, fieldMappings: [{identifier: Address, columnName: SourceIP}]}]'
const text = ruleText(MAPPING, 'customDetails: {Asked: RequestURL}')
const loaded = await loadRules([{ file: 'a.yaml', text }], parseQuery)
if (!loaded.ok) throw loaded.errors[0] as Error
const [rule] = loaded.rules

function run(test: string) {
  const read = readRuleTests(`tests: [{name: a, ${test}}]`, 'a.test.yaml')
  if (!read.ok) throw read.errors[0] as Error
  const [first] = read.tests
  if (first === undefined || rule === undefined) throw new Error('there is no test')
  return runRuleTest(first, rule, 0)
}

const LINE = 'line: "CEF:0|Zscaler|NSSWeblog|5|a|a|3|src=192.0.2.1 request=c2.example/?token\\\\=1"'

const PASSING: readonly string[] = [
  `${LINE}, expect: match`,
  `${LINE}, expect: match, matchedOn: raw, severity: Low, indicators: [{value: token=, column: RequestURL}]`,
  `${LINE}, expect: match, entities: [{Address: 192.0.2.1, type: IP}], customDetails: {Asked: "c2.example/?token=1"}`,
  'row: {RequestURL: "http://a/?token=1"}, expect: match, entities: []',
  'row: {RequestURL: "http://a/%3Ftoken%3D1"}, expect: match, matchedOn: decoded',
  'row: {RequestURL: "http://a/"}, expect: no match',
  'line: nothing that could be read, expect: no match',
]

t.test('what is as the test says passes', (t) => {
  for (const test of PASSING) t.match(run(test), { differences: [], explanation: null }, test)
  t.end()
})

t.test('what is not says what was expected, what came, and why', (t) => {
  t.match(run('row: {RequestURL: "http://a/"}, expect: match'), {
    differences: [{ part: 'result', expected: 'match', got: 'no match' }],
    explanation: { failed: { condition: 'RequestURL has "token="', values: [{ column: 'RequestURL', value: 'http://a/' }] } },
  })
  t.match(run(`${LINE}, expect: no match`), {
    differences: [{ part: 'result', expected: 'no match', got: 'match' }],
    explanation: { indicators: [{ value: 'token=' }] },
  })
  t.match(run('line: nothing, expect: match'), { differences: [{ part: 'result' }], explanation: null, readError: String })
  t.match(run(`${LINE}, expect: match, matchedOn: decoded, severity: High, entities: [], indicators: [], customDetails: {}`), {
    differences: [
      { part: 'matchedOn', expected: 'decoded', got: 'raw' },
      { part: 'severity', expected: 'High', got: 'Low' },
      { part: 'entities', expected: 'none', got: '{"Address":"192.0.2.1","type":"IP"}' },
      { part: 'indicators', expected: 'none' },
      { part: 'customDetails', expected: '{}', got: '{"Asked":"c2.example/?token=1"}' },
    ],
  })
  t.end()
})
