import { isIP } from 'node:net'
import { printable } from '../../../base/printable.ts'
import { VERSION } from '../../../base/version.ts'
import { serialiseCef } from '../../../decode/cef-parser/index.ts'
import type { Notification } from '../../alerts/notification.ts'
import { factsOf } from './alert-facts.ts'
import { escapeWithin } from './escape-within.ts'
import type { EncodeContext } from './format.ts'
import { humanText } from './human-text.ts'

type Pair = readonly [key: string, value: string]

/** Whatever is cut of a message, its header is not. */
const MAX_RULE = 128

/** CEF's severities of 0 to 10: low to 3, medium to 6, high to 8. */
const SEVERITIES: Readonly<Record<string, string>> = { Informational: '1', Low: '3', Medium: '6', High: '8' }

/**
 * An alert as CEF, with the keys of ArcSight's dictionary, each value in at most `cut` characters. Only `msg` is for people, and defanged. What names and counts the alert
 * comes first and what may be long comes last, for transports that cut.
 */
export function cefOf(notification: Notification, context: EncodeContext, cut: number): string {
  const { alert } = notification
  const header = {
    ...{ version: '0', deviceVendor: 'cefwatch', deviceProduct: 'cefwatch', deviceVersion: VERSION },
    signatureId: escapeWithin(alert.rule.id, MAX_RULE, printable),
    name: escapeWithin(alert.rule.name, MAX_RULE, printable),
    severity: SEVERITIES[alert.rule.severity] ?? '8',
  }
  const pairs = [
    ...ownPairs(notification),
    ...foreignPairs(notification).map(([key, value]): Pair => [key, escapeWithin(value, cut, printable)]),
    ['msg', escapeWithin(alert.description, cut, (part) => humanText(part, context))] as const,
  ]
  const extension = pairs.filter(([, value]) => value.trim() !== '').map(([key, value]) => ({ key, value }))
  return serialiseCef({ header, extension })
}

function ownPairs({ type, alert }: Notification): readonly Pair[] {
  const { rule, matchedOn } = alert
  return [
    ['externalId', alert.id],
    ['cat', type],
    ['cnt', String(alert.count)],
    ['start', String(Date.parse(alert.firstSeen))],
    ['end', String(Date.parse(alert.lastSeen))],
    ...custom('cs1', 'ruleTactics', [...rule.tactics, ...rule.techniques].join(',')),
    ...custom('cs2', 'matchedOn', matchedOn),
  ]
}

function foreignPairs({ alert }: Notification): readonly Pair[] {
  const { request, device, indicators } = alert
  return [
    ...address(request.sourceIp, 'src', ['c6a2', 'Source IPv6 Address']),
    ...address(request.destinationIp, 'dst', ['c6a3', 'Destination IPv6 Address']),
    ['outcome', device.verdict],
    ['act', device.action],
    ['requestMethod', request.method],
    ...custom('cs3', 'indicators', indicators.map(({ column, value }) => `${column}:${value}`).join(' ')),
    ...custom('cs4', 'device', `${device.vendor} ${device.product}`.trim()),
    ['suser', request.sourceUser],
    ['shost', request.sourceHost],
    ['dhost', request.destinationHost],
    ...custom('cs5', 'sources', request.sourceIp === '' ? sourcesOf(alert) : ''),
    ['request', request.url],
    ['requestClientApplication', request.userAgent],
  ]
}

/** `src` and `dst` take IPv4 only; what is no address belongs in neither, and is in `msg`. */
function address(text: string, key: string, [key6, label]: Pair): readonly Pair[] {
  if (isIP(text) === 4) return [[key, text]]
  return isIP(text) === 6 ? custom(key6, label, text) : []
}

/** A custom field without a value has no label either. */
function custom(key: string, label: string, value: string): readonly Pair[] {
  return value.trim() === ''
    ? []
    : [
        [`${key}Label`, label],
        [key, value],
      ]
}

function sourcesOf(alert: Notification['alert']): string {
  return factsOf(alert).foreign.find(({ title }) => title === 'Source')?.text ?? ''
}
