import type { Match } from '../detect/match.ts'
import { NO_DETAILS } from '../detect/rules/alert-details.ts'
import type { Rule } from '../detect/rules/rule.ts'
import { alertFrom } from '../respond/alerts/alert.ts'
import type { Notification } from '../respond/alerts/notification.ts'

const NAME = 'TEST of the webhook, please ignore'

const RULE: Rule = {
  id: 'cefwatch-test',
  name: NAME,
  version: '1',
  kind: 'NRT',
  severity: 'Informational',
  alertDetails: NO_DETAILS,
  isAlertPerResult: false,
  grouping: {},
  incidentConfiguration: null,
  description: 'Sent by `cefwatch deliveries test`, to see what a real alert would look like and whether it arrives.',
  tactics: [],
  techniques: [],
  tags: ['test'],
  entityMappings: [
    { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'SourceIP' }] },
    { entityType: 'URL', fieldMappings: [{ identifier: 'Url', columnName: 'RequestURL' }] },
  ],
  query: '',
  plan: { conditions: [], computed: [], output: [] },
  literals: null,
  file: '',
}

/** What a webhook is told to be tried: an alert that says so in its rule's name, its tag and its description, and comes from no event. */
export function testNotification(id: string, now: number): Notification {
  const row = {
    SourceIP: '192.0.2.10',
    SourceHostName: 'test-host',
    DestinationHostName: 'test.example.com',
    RequestMethod: 'GET',
  }
  const url = 'http://test.example.com/'
  const match: Match = {
    ruleId: RULE.id,
    matchedOn: 'normalised',
    indicators: [],
    outputs: [{ SourceIP: row.SourceIP, RequestURL: url }],
    result: null,
    row: { ...row, RequestURL: url, DeviceVendor: 'cefwatch', DeviceProduct: 'test', DeviceAction: 'test' },
    device: 'other',
    verdict: 'unknown',
    normalised: {},
    raw: `${NAME}: no device has sent this`,
    source: { listener: 'test', address: '192.0.2.1', transport: 'udp' },
    receivedAt: now,
    detectedAt: now,
    exclusion: null,
  }
  const alert = {
    ...alertFrom(match, RULE, id),
    description: `${NAME}: an operator tries whether alerts arrive. Nothing has happened.`,
  }
  return { type: 'alert.created', timestamp: alert.detectedAt, alert, groupKey: id, end: 'none' }
}
