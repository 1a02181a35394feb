import type { Match } from '../../src/detect/match.ts'
import type { NamedExpression } from '../../src/detect/kql/plan.ts'
import { NO_DETAILS } from '../../src/detect/rules/alert-details.ts'
import type { Rule } from '../../src/detect/rules/rule.ts'
import { type Alert, alertFrom } from '../../src/respond/alerts/alert.ts'
import type { Notification } from '../../src/respond/alerts/notification.ts'

const RULE_ID = 'f3a1c6a2-0000-4000-8000-00000000c0de'
export const SAMPLE_TIME = Date.UTC(2026, 10, 24, 9, 0, 0)

/** A match of one host that asked for one URL. */
export function sampleMatch(changes: Partial<Match> = {}): Match {
  const row = {
    DeviceVendor: 'Fortinet',
    DeviceProduct: 'Fortigate',
    DeviceAction: 'blocked',
    SourceIP: '192.0.2.10',
    SourceHostName: 'ws-17',
    DestinationHostName: 'cdn.example.net',
    DestinationIP: '198.51.100.7',
    RequestMethod: 'GET',
    RequestURL: 'http://cdn.example.net/a?mactok=1',
    ...changes.row,
  }
  return {
    ruleId: RULE_ID,
    matchedOn: 'normalised',
    indicators: [{ column: 'RequestURL', value: 'mactok=' }],
    outputs: [{ RequestURL: row.RequestURL, SourceIP: row.SourceIP }],
    result: null,
    device: 'fortinet',
    verdict: 'blocked',
    normalised: { RequestMethod: '' },
    raw: 'CEF: 0|Fortinet|Fortigate|v6.0.3|13056|utm:webfilter ftgd_blk blocked|4|request=/a?mactok=1',
    source: { listener: 'udp-5514', address: '192.0.2.1', transport: 'udp' },
    receivedAt: SAMPLE_TIME,
    detectedAt: SAMPLE_TIME + 1,
    exclusion: null,
    ...changes,
    row,
  }
}

export const SAMPLE_RULE: Rule = {
  id: RULE_ID,
  name: 'RunningRAT request parameters',
  version: '1.0.2',
  kind: 'Scheduled',
  severity: 'High',
  description: 'A request as the implant makes them.',
  tactics: ['Exfiltration'],
  techniques: ['T1041'],
  tags: ['POLONIUM'],
  entityMappings: [
    { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'SourceIP' }] },
    { entityType: 'URL', fieldMappings: [{ identifier: 'Url', columnName: 'RequestURL' }] },
  ],
  alertDetails: NO_DETAILS,
  isAlertPerResult: false,
  grouping: {},
  incidentConfiguration: null,
  query: 'CommonSecurityLog | project RequestURL, SourceIP',
  plan: { conditions: [], computed: [], output: [projected('RequestURL'), projected('SourceIP')] },
  literals: null,
  file: 'running-rat.yaml',
}

export function sampleAlert(id = 'alert-1', match = sampleMatch()): Alert {
  return alertFrom(match, { ...SAMPLE_RULE, id: match.ruleId }, id)
}

export function sampleNotification(changes: Partial<Notification> = {}): Notification {
  const alert = changes.alert ?? sampleAlert()
  return { type: 'alert.created', timestamp: alert.detectedAt, alert, groupKey: 'group-1', end: 'none', ...changes }
}

function projected(name: 'RequestURL' | 'SourceIP'): NamedExpression {
  return { name, expression: { kind: 'column', type: 'string', name } }
}
