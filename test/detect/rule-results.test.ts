import t from 'tap'
import { resultsOf } from '../../src/detect/rule-results.ts'
import { groupKey } from '../../src/respond/alerts/grouping.ts'
import { SAMPLE_RULE, sampleMatch } from '../respond/samples.ts'

const OUTPUTS = [
  { SourceIP: '192.0.2.10', RequestURL: 'http://example.com/a', Part: 1n },
  { SourceIP: '192.0.2.11', RequestURL: 'http://example.com/a', Part: 2n },
  { SourceIP: '192.0.2.10', RequestURL: 'http://example.com/a', Part: 3n },
] as const
const MATCH = { matchedOn: 'raw', outputs: OUTPUTS, indicators: [] } as const

t.test('SingleAlert: all rows of an event are one match', (t) => {
  t.same(resultsOf(SAMPLE_RULE, MATCH), [{ outputs: OUTPUTS, result: null }])
  t.end()
})

t.test('AlertPerResult: rows that name other entities are matches of their own, and alerts of their own', (t) => {
  const rule = { ...SAMPLE_RULE, isAlertPerResult: true }
  const results = resultsOf(rule, MATCH)
  t.match(results, [{ outputs: [OUTPUTS[0], OUTPUTS[2]] }, { outputs: [OUTPUTS[1]] }])
  const keys = results.map((result) => groupKey(sampleMatch(result), []))
  t.equal(new Set(keys).size, 2)
  t.same(
    resultsOf(rule, MATCH).map((result) => groupKey(sampleMatch(result), [])),
    keys,
    'which the next such event joins',
  )
  t.end()
})

t.test('AlertPerResult: an event of one row is grouped like any other', (t) => {
  const outputs = [OUTPUTS[0]] as const
  t.same(resultsOf({ ...SAMPLE_RULE, isAlertPerResult: true }, { ...MATCH, outputs }), [{ outputs, result: null }])
  t.end()
})
