import t from 'tap'
import { type Routing, takes, TAKES_ALL } from '../../../src/respond/delivery/routing.ts'
import { sampleAlert } from '../samples.ts'

t.test('which alerts a webhook takes', (t) => {
  // High, of fortinet, about 192.0.2.10.
  const alert = sampleAlert()
  const cases: readonly [routing: Partial<Routing>, takes: boolean][] = [
    [{}, true],
    [{ minimumSeverity: 'High' }, true],
    [{ rules: [alert.rule.id] }, true],
    [{ rules: ['other', alert.rule.name.toUpperCase()] }, true],
    [{ rules: ['other'] }, false],
    [{ severities: ['Low', 'Medium'] }, false],
    [{ severities: ['High'] }, true],
    [{ devices: ['zscaler'] }, false],
    [{ devices: ['zscaler', 'fortinet'] }, true],
    [{ entities: ['192.0.2.10'] }, true],
    [{ entities: ['IP'] }, false],
    [{ entities: ['192.0.2.10'], devices: ['zscaler'] }, false],
  ]
  for (const [routing, expected] of cases) t.equal(takes({ ...TAKES_ALL, ...routing }, alert), expected, JSON.stringify(routing))
  const low = { ...alert, rule: { ...alert.rule, severity: 'Low' } }
  t.equal(takes({ ...TAKES_ALL, minimumSeverity: 'Medium' }, low), false)
  t.equal(takes({ ...TAKES_ALL, minimumSeverity: 'High' }, { ...alert, rule: { ...alert.rule, severity: 'Novel' } }), true)
  t.end()
})
