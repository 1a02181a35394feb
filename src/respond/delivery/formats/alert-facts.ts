import type { Alert } from '../../alerts/alert.ts'
import type { Notification } from '../../alerts/notification.ts'

/** One thing that a reader wants to know of an alert. `text` is as it came: escape it for the target. */
export type AlertFact = { readonly title: string; readonly text: string }

/** The facts of an alert, those that are known, in the order in which a reader wants them. */
export type AlertFacts = {
  /** Words and numbers of cefwatch's own. */
  readonly own: readonly AlertFact[]
  /** Short as a rule, and chosen by whoever sent the request. */
  readonly foreign: readonly AlertFact[]
  /** As `foreign`, and long. */
  readonly long: readonly AlertFact[]
}

/** An alert in one line, such as `High: RunningRAT request parameters, 47 events`. Holds nothing that a sender chose. */
export function headlineOf({ alert, end }: Notification): string {
  const { rule, count } = alert
  const counted = count > 1 ? `, ${count} events` : ''
  return `${rule.severity}: ${rule.name}${counted}${end === 'none' ? '' : ', over'}`
}

/** What happened, in words, without the rule's name in front: the headline has it. Holds names that a sender chose. */
export function storyOf({ description, rule }: Alert): string {
  const prefix = `${rule.name}: `
  const story = description.startsWith(prefix) ? description.slice(prefix.length) : description
  return story.trim() === '' ? rule.name : story
}

export function factsOf(alert: Alert): AlertFacts {
  const { request, device, indicators, rule } = alert
  return {
    own: known([
      ['Severity', rule.severity],
      ['Verdict', device.verdict],
      ['Events', String(alert.count)],
      ['First seen', alert.firstSeen],
      ['Last seen', alert.lastSeen],
      ['Tactics', [...rule.tactics, ...rule.techniques].join(', ')],
      ['Alert', alert.id],
    ]),
    foreign: known([
      ['Source', sourceOf(alert)],
      ['User', request.sourceUser],
      ['Destination', endpoint(request.destinationHost, request.destinationIp)],
      ['Device', [device.vendor, device.product, device.action].filter((text) => text !== '').join(' ')],
    ]),
    long: known([
      ['Request', [request.method, request.url].filter((text) => text !== '').join(' ')],
      ['User agent', request.userAgent],
      ['Matched', indicators.map(({ column, value }) => `${value} in ${column}`).join(', ')],
    ]),
  }
}

/** The source of the request; of an alert that stands for many requests, what it is about. */
function sourceOf({ request, entities }: Alert): string {
  const source = endpoint(request.sourceHost, request.sourceIp)
  return source === '' ? entities.flatMap(({ type: _, ...identifiers }) => Object.values(identifiers)).join(', ') : source
}

function endpoint(host: string, address: string): string {
  return host === '' || address === '' ? `${host}${address}` : `${host} (${address})`
}

function known(facts: readonly (readonly [title: string, text: string])[]): readonly AlertFact[] {
  return facts.filter(([, text]) => text.trim() !== '').map(([title, text]) => ({ title, text }))
}
