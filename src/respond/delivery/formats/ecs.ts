import { isIP } from 'node:net'
import type { Alert } from '../../alerts/alert.ts'
import type { AlertRequest } from '../../alerts/alert-request.ts'
import type { Notification } from '../../alerts/notification.ts'
import { credentialOptions } from './credential-options.ts'
import { cutWithin } from './cut-within.ts'
import { type EncodeContext, type Format, HTTP } from './format.ts'
import { humanText } from './human-text.ts'
import { attacksOf } from './joined-attacks.ts'
import { notificationId } from './notification-id.ts'
import { urlParts } from './url-parts.ts'
import { withoutEmpty } from './without-empty.ts'

/** Source of the fields: https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html */
const ECS_VERSION = '8.17.0'

/** ECS's keywords have `ignore_above: 1024`: what is longer is stored, but never found. */
const MAX_KEYWORD = 1024

/** A term, and a wildcard field's value, may have 32,766 bytes: of as many characters each can take three. */
const MAX_TEXT = 8192

/** Values of one field. */
const MAX_VALUES = 100

/** As Elastic Security numbers them: https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule */
const SEVERITIES: ReadonlyMap<string, number> = new Map(
  Object.entries({ Informational: 1, Low: 21, Medium: 47, High: 73, Critical: 99 }),
)

const TYPES: Readonly<Record<Alert['device']['verdict'], readonly string[]>> = {
  allowed: ['info', 'allowed'],
  blocked: ['info', 'denied'],
  unknown: ['info'],
}

/** One document of the Elastic Common Schema, as Elasticsearch's `_doc` and `_create` and the HTTP inputs take it. */
export const ecs: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: credentialOptions(
    'apiKey',
    "An Elasticsearch API key in its encoded form, instead of the URL's user info.",
    '${ELASTIC_API_KEY}',
  ),
  credential: 'apiKey',
  takesQuietEnd: false,
  encode: (notification, context) => JSON.stringify(documentOf(notification, context)),
  prepare: (body, { credential }) => {
    return { headers: credential === null ? {} : { authorization: `ApiKey ${credential.reveal()}` }, body }
  },
  // Sent before, under the same _id: an earlier attempt whose answer was lost.
  judge: (status, answer) => (status === 409 && answer.includes('version_conflict_engine_exception') ? 'delivered' : null),
}

function documentOf(notification: Notification, context: EncodeContext): object {
  const { alert, timestamp } = notification
  const { rule, request, device } = alert
  return {
    '@timestamp': timestamp,
    ecs: { version: ECS_VERSION },
    message: cutWithin(humanText(alert.description, context), MAX_TEXT),
    tags: ['cefwatch', ...keywords(rule.tags)],
    event: eventOf(notification),
    rule: withoutEmpty({
      id: keyword(rule.id),
      name: keyword(rule.name),
      description: keyword(rule.description),
      version: keyword(rule.version),
      ruleset: 'cefwatch',
    }),
    ...withoutEmpty({
      threat: threatOf(alert),
      source: endpoint(request.sourceIp, request.sourceHost),
      destination: endpoint(request.destinationIp, request.destinationHost),
      host: withoutEmpty({ name: keyword(request.sourceHost) }),
      user: withoutEmpty({ name: keyword(request.sourceUser) }),
      url: urlOf(request.url),
      http: request.method === '' ? undefined : { request: { method: keyword(request.method) } },
      user_agent: withoutEmpty({ original: keyword(request.userAgent) }),
      observer: withoutEmpty({
        vendor: keyword(device.vendor),
        product: keyword(device.product),
        ip: isIP(alert.source.address) === 0 ? '' : alert.source.address,
      }),
      related: relatedTo(request),
    }),
    cefwatch: ownFields(notification),
  }
}

function eventOf(notification: Notification): object {
  const { alert } = notification
  const { device, rule } = alert
  return {
    kind: 'alert',
    category: ['intrusion_detection', 'network'],
    type: TYPES[device.verdict],
    module: 'cefwatch',
    dataset: 'cefwatch.alert',
    id: notificationId(notification),
    severity: SEVERITIES.get(rule.severity) ?? 0,
    created: alert.detectedAt,
    start: alert.firstSeen,
    end: alert.lastSeen,
    ...withoutEmpty({ action: keyword(device.action), original: cutWithin(alert.raw, MAX_TEXT) }),
  }
}

function threatOf({ rule }: Alert): object | undefined {
  const attacks = attacksOf(rule.tactics, rule.techniques)
  const parts = {
    tactic: idsAndNames(attacks.map(({ tactic }) => tactic)),
    technique: {
      ...idsAndNames(attacks.map(({ technique }) => technique)),
      ...withoutEmpty({ subtechnique: idsAndNames(attacks.map(({ subTechnique }) => subTechnique)) }),
    },
  }
  const filled = withoutEmpty(parts)
  return filled === undefined ? undefined : { framework: 'MITRE ATT&CK', ...filled }
}

function idsAndNames(
  entries: readonly ({ readonly id: string | null; readonly name: string | null } | null)[],
): object | undefined {
  const valuesOf = (key: 'id' | 'name'): readonly string[] => keywords(entries.flatMap((entry) => entry?.[key] ?? []))
  return withoutEmpty({ id: valuesOf('id'), name: valuesOf('name') })
}

/** `ip` takes addresses only, and the whole document would be refused for anything else; `address` takes what was sent. */
function endpoint(address: string, host: string): object | undefined {
  const ip = isIP(address) === 0 ? '' : address
  return withoutEmpty({ ip, address: keyword(address || host), domain: keyword(host) })
}

function urlOf(url: string): object | undefined {
  if (url === '') return undefined
  const { scheme, host, port, path, query } = urlParts(url)
  return withoutEmpty({
    original: cutWithin(url, MAX_TEXT),
    full: scheme === '' ? '' : cutWithin(url, MAX_TEXT),
    scheme: keyword(scheme),
    domain: keyword(host),
    port,
    path: cutWithin(path, MAX_TEXT),
    query: keyword(query),
  })
}

function relatedTo({ sourceIp, destinationIp, sourceHost, destinationHost, sourceUser }: AlertRequest): object | undefined {
  return withoutEmpty({
    ip: [...new Set([sourceIp, destinationIp])].filter((address) => isIP(address) !== 0),
    hosts: keywords([sourceHost, destinationHost]),
    user: keywords([sourceUser]),
  })
}

/** What ECS has no field for. The row as text: its columns are the rule's, and may differ in type from one rule to the next. */
function ownFields({ alert, type, end }: Notification): object {
  return {
    alert: { id: alert.id, type, end, count: alert.count, matched_on: alert.matchedOn },
    verdict: alert.device.verdict,
    device_family: alert.device.family,
    indicators: keywords(alert.indicators.map(({ column, value }) => `${column}: ${value}`)),
    entities: keywords(alert.entities.map((entity) => JSON.stringify(entity))),
    row: cutWithin(JSON.stringify(alert.row), MAX_TEXT),
    listener: alert.source.listener,
  }
}

function keyword(text: string): string {
  return cutWithin(text, MAX_KEYWORD)
}

function keywords(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.filter((text) => text !== '').map(keyword))].slice(0, MAX_VALUES)
}
