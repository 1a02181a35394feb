import { hash } from 'node:crypto'
import { printable } from '../../../base/printable.ts'
import type { Alert } from '../../alerts/alert.ts'
import type { Notification } from '../../alerts/notification.ts'
import { factsOf, headlineOf, storyOf } from './alert-facts.ts'
import { credentialOptions } from './credential-options.ts'
import { defangAlert } from './defang.ts'
import { escapeWithin } from './escape-within.ts'
import { humanText } from './human-text.ts'
import { mapTexts } from './map-texts.ts'
import { type EncodeContext, type Format, HTTP } from './format.ts'

/** Sources: https://developer.pagerduty.com/docs/send-alert-event (fields, 512 KB a request), and Alertmanager's constants. */
const MAX_SUMMARY = 1024
const MAX_SHORT = 255
const MAX_BODY_BYTES = 512_000

/** What the routing key, put in when the event is sent, may take: they have 32 characters. */
const ROOM_FOR_KEY = 1024

const SEVERITIES: Readonly<Record<string, string>> = { Informational: 'info', Low: 'warning', Medium: 'error', High: 'critical' }

/**
 * An event of the Events API v2: opens an incident for a group of alerts, adds to it, and resolves it when the group's window ends
 * quietly or with its last count.
 */
export const pagerduty: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: credentialOptions(
    'routingKey',
    "The integration's key, `${VAR}` for an environment variable.",
    '${PAGERDUTY_ROUTING_KEY}',
  ),
  credential: 'routingKey',
  takesQuietEnd: true,
  resolve: (values) => {
    if ((values['routingKey'] === undefined) !== (values['routingKeyFile'] === undefined)) return { ok: true, options: values }
    const message = 'needs exactly one of routingKey and routingKeyFile'
    return { ok: false, problem: { key: 'format', message } }
  },
  encode: (notification, context) => {
    const whole = JSON.stringify(eventOf(notification, context, 'whole'))
    if (Buffer.byteLength(whole) <= MAX_BODY_BYTES - ROOM_FOR_KEY) return whole
    return JSON.stringify(eventOf(notification, context, 'without details'))
  },
  prepare: (body, { credential }) => {
    const key = JSON.stringify(credential?.reveal() ?? '')
    return { headers: {}, body: `{"routing_key":${key},${body.slice(1)}` }
  },
}

const DETAILS_CUT = 'The details were over the limit of 512 kB and have been left out; cefwatch has them.'

function eventOf(notification: Notification, context: EncodeContext, extent: 'whole' | 'without details'): object {
  const { alert, timestamp, groupKey, end } = notification
  const within = (limit: number, text: string): string => escapeWithin(text, limit, (part) => humanText(part, context))
  const details = mapTexts(context.defang ? defangAlert(alert) : alert, printable)
  return {
    event_action: end === 'none' ? 'trigger' : 'resolve',
    dedup_key: hash('sha256', JSON.stringify([alert.rule.id, groupKey])),
    payload: {
      summary: within(MAX_SUMMARY, `${headlineOf(notification)}. ${storyOf(alert)}`),
      source: within(MAX_SHORT, sourceOf(alert)),
      severity: SEVERITIES[alert.rule.severity] ?? 'critical',
      timestamp,
      component: within(MAX_SHORT, `${alert.device.vendor} ${alert.device.product}`.trim()),
      group: within(MAX_SHORT, alert.rule.name),
      class: within(MAX_SHORT, alert.rule.tactics.join(', ')),
      custom_details: extent === 'whole' ? details : { error: DETAILS_CUT, alert: alert.id },
    },
    client: 'cefwatch',
  }
}

/** What the alert is about; PagerDuty refuses an event without it. */
function sourceOf(alert: Alert): string {
  return factsOf(alert).foreign.find(({ title }) => title === 'Source')?.text ?? alert.source.address
}
