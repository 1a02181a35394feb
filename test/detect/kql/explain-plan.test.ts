import t from 'tap'
import { ticksFromMilliseconds } from '../../../src/decode/common-security-log/row.ts'
import { compileExplanation } from '../../../src/detect/kql/explain-plan.ts'
import { planOf } from './query-of.ts'

t.test('a condition on the time is explained by the time of receipt', (t) => {
  const explain = compileExplanation(planOf('CommonSecurityLog | where TimeGenerated > ago(1d) | where SourceIP == "192.0.2.1"'))
  const TimeGenerated = ticksFromMilliseconds(Date.UTC(2026, 10, 24))
  t.equal(explain({ TimeGenerated, SourceIP: '192.0.2.1' }), null)
  t.equal(explain({ TimeGenerated, SourceIP: '192.0.2.2' })?.condition, 'SourceIP == "192.0.2.1"')
  t.end()
})
