import t from 'tap'
import { webhook } from '../../../../src/config/webhook-schema.ts'

const URL = 'https://receiver.example.com/'
const ENTRA = { tenantId: 'tenant.example.com', clientId: '00000000-0000-4000-8000-000000000002' }

t.test('the keys of each format, and their defaults', (t) => {
  const cases = [
    [{ format: 'cloudevents' }, { source: '/cefwatch' }],
    [{ format: 'cloudevents', source: 'urn:example:cefwatch' }, { source: 'urn:example:cefwatch' }],
    [{ format: 'ocsf' }, {}],
    [{ format: 'ecs', apiKey: '${KEY}' }, { apiKey: '${KEY}' }],
    [
      { format: 'splunk-hec', tokenFile: 'hec-token' },
      { sourcetype: 'sentinel:commonsecuritylog:alert', source: 'cefwatch' },
    ],
    [{ format: 'alertmanager' }, { activeFor: 86_400_000, labels: {} }],
    [
      { format: 'alertmanager', activeFor: '2h', labels: { team: 'soc' } },
      { activeFor: 7_200_000, labels: { team: 'soc' } },
    ],
    [{ format: 'sentinel', ...ENTRA, clientSecretFile: 'entra' }, { authority: 'https://login.microsoftonline.com' }],
  ] as const
  for (const [keys, expected] of cases) t.match(webhook.parse({ name: 'a', url: URL, ...keys }), expected, JSON.stringify(keys))
  t.end()
})

t.test('what a receiver would refuse is refused where it is configured', (t) => {
  const cases = [
    { format: 'cloudevents', source: 'not a uri' },
    { format: 'cloudevents', source: '' },
    { format: 'splunk-hec', channel: 'no guid' },
    { format: 'alertmanager', labels: { 'not-a-name': 'x' } },
    { format: 'alertmanager', labels: { team: '' } },
    { format: 'alertmanager', activeFor: 'long' },
    { format: 'alertmanager', generatorUrl: 'javascript:alert(1)' },
    { format: 'sentinel' },
    { format: 'sentinel', ...ENTRA, tenantId: 'a/b' },
    { format: 'ecs', token: 'of another format' },
  ]
  for (const keys of cases) t.notOk(webhook.safeParse({ name: 'a', url: URL, ...keys }).success, JSON.stringify(keys))
  t.end()
})
