import t from 'tap'
import type { NamedExpression } from '../../../src/detect/kql/plan.ts'
import { alertFrom } from '../../../src/respond/alerts/alert.ts'
import { SAMPLE_RULE, sampleMatch } from '../samples.ts'

t.test('an alert says what happened, by which rule, and on which evidence', (t) => {
  const match = sampleMatch()
  t.same(alertFrom(match, SAMPLE_RULE, 'a1'), {
    id: 'a1',
    rule: {
      id: SAMPLE_RULE.id,
      name: 'RunningRAT request parameters',
      version: '1.0.2',
      severity: 'High',
      description: 'A request as the implant makes them.',
      tactics: ['Exfiltration'],
      techniques: ['T1041'],
      tags: ['POLONIUM'],
    },
    description:
      'RunningRAT request parameters: ws-17 (192.0.2.10) to cdn.example.net. ' +
      'The device blocked this request, but the implant that made it is likely still running on the source host.',
    customDetails: {},
    entities: [
      { type: 'IP', Address: '192.0.2.10' },
      { type: 'URL', Url: 'http://cdn.example.net/a?mactok=1' },
    ],
    indicators: [{ column: 'RequestURL', value: 'mactok=' }],
    matchedOn: 'normalised',
    row: { RequestURL: 'http://cdn.example.net/a?mactok=1', SourceIP: '192.0.2.10' },
    request: {
      ...{ sourceIp: '192.0.2.10', sourceHost: 'ws-17', sourceUser: '' },
      ...{ destinationIp: '198.51.100.7', destinationHost: 'cdn.example.net' },
      ...{ method: 'GET', url: 'http://cdn.example.net/a?mactok=1', userAgent: '' },
    },
    device: { family: 'fortinet', vendor: 'Fortinet', product: 'Fortigate', action: 'blocked', verdict: 'blocked' },
    count: 1,
    firstSeen: '2026-11-24T09:00:00.000Z',
    lastSeen: '2026-11-24T09:00:00.000Z',
    receivedAt: '2026-11-24T09:00:00.000Z',
    detectedAt: '2026-11-24T09:00:00.001Z',
    source: { listener: 'udp-5514', address: '192.0.2.1', transport: 'udp' },
    normalised: { RequestMethod: '' },
    raw: match.raw,
  })
  t.end()
})

t.test('an event that names no device leaves the fields empty', (t) => {
  const { device } = alertFrom({ ...sampleMatch(), row: {}, verdict: 'unknown' }, SAMPLE_RULE, 'a1')
  t.same(device, { family: 'fortinet', vendor: '', product: '', action: '', verdict: 'unknown' })
  t.end()
})

t.test('an alert is JSON', (t) => {
  const alert = alertFrom(sampleMatch(), SAMPLE_RULE, 'a1')
  t.same(JSON.parse(JSON.stringify(alert)), alert)
  t.end()
})

t.test('a rule says its own name, text, severity, tactics and details of each event', (t) => {
  const alertDetails = {
    customDetails: { Asked: 'RequestURL' },
    displayNameFormat: 'Beacon of {{SourceIP}}',
    descriptionFormat: 'It asked for {{RequestURL}}.',
    severityColumn: 'Severity',
    tacticsColumn: 'Tactics',
  }
  const output = { RequestURL: 'http://c2.example/x', SourceIP: '192.0.2.10', Severity: 'Low', Tactics: 'Impact' }
  const column = (name: string): NamedExpression => ({ name, expression: { kind: 'literal', type: 'string', value: '' } })
  const plan = { ...SAMPLE_RULE.plan, output: Object.keys(output).map(column) }
  t.match(alertFrom(sampleMatch({ outputs: [output] }), { ...SAMPLE_RULE, alertDetails, plan }, 'a1'), {
    rule: { name: SAMPLE_RULE.name, severity: 'Low', tactics: ['Impact'], description: SAMPLE_RULE.description },
    description: `${SAMPLE_RULE.name}: Beacon of 192.0.2.10. It asked for http://c2.example/x.`,
    customDetails: { Asked: 'http://c2.example/x' },
  })
  t.end()
})

t.test('an event of several rows is one alert, told by the first, with the entities of all', (t) => {
  const outputs = [
    { RequestURL: 'http://c2.example/x', SourceIP: '192.0.2.10' },
    { RequestURL: 'http://c2.example/y', SourceIP: '192.0.2.10' },
  ] as const
  t.match(alertFrom(sampleMatch({ outputs }), SAMPLE_RULE, 'a1'), {
    row: outputs[0],
    entities: [
      { type: 'IP', Address: '192.0.2.10' },
      { type: 'URL', Url: 'http://c2.example/x' },
      { type: 'URL', Url: 'http://c2.example/y' },
    ],
  })
  t.end()
})
