import type { Alert } from '../../alerts/alert.ts'

const TIME = '2026-01-01T00:00:00.000Z'

/** What templates are tried with: an alert whose texts are words, so that none of them is JSON without quotes. */
export const TRIAL_ALERT: Alert = {
  id: 'trial',
  rule: {
    ...{ id: 'rule', name: 'trial', version: 'v1', severity: 'High', description: 'trial' },
    ...{ tactics: ['Exfiltration'], techniques: ['T1041'], tags: ['trial'] },
  },
  description: 'trial',
  entities: [{ type: 'IP', Address: '192.0.2.10' }],
  customDetails: {},
  indicators: [{ column: 'RequestURL', value: 'mactok=' }],
  matchedOn: 'raw',
  row: { RequestURL: 'http://cdn.example.net/?mactok=x', SourceIP: '192.0.2.10' },
  request: {
    ...{ sourceIp: '192.0.2.10', sourceHost: 'host', sourceUser: 'user' },
    ...{ destinationIp: '198.51.100.7', destinationHost: 'cdn.example.net' },
    ...{ method: 'GET', url: 'http://cdn.example.net/?mactok=x', userAgent: 'agent' },
  },
  device: { family: 'fortinet', vendor: 'Fortinet', product: 'Fortigate', action: 'blocked', verdict: 'blocked' },
  count: 1,
  ...{ firstSeen: TIME, lastSeen: TIME, receivedAt: TIME, detectedAt: TIME },
  source: { listener: 'udp-5514', address: '192.0.2.1', transport: 'udp' },
  normalised: {},
  raw: 'CEF:0|',
}
