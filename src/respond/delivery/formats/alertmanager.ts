import { z } from 'zod'
import { parseDuration } from '../../../base/quantity.ts'
import type { Notification } from '../../alerts/notification.ts'
import { cutWithin } from './cut-within.ts'
import { type EncodeContext, type Format, HTTP } from './format.ts'
import { humanText } from './human-text.ts'

/** Alertmanager sets no limit. Label values are identity, and shown in one line; annotations are read. */
const MAX_LABEL = 256
const MAX_ANNOTATION = 1024

const DEFAULT_ACTIVE_FOR_MS = 24 * 3_600_000

/** An end that comes later than this was held up, and what was held up with it has only now begun for Alertmanager. */
const LATE_MS = 60_000
/** Time for Alertmanager to tell of an alert before it is over; its own resolve_timeout. */
const LATE_END_MS = 300_000

const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text)
  if (milliseconds !== null) return milliseconds
  context.issues.push({ code: 'custom', input: text, message: 'expected a duration such as 30s, 5m or 24h' })
  return z.NEVER
})

type PostableAlert = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  /** Stored only once it is over. */
  readonly endsAt?: string
  readonly generatorURL?: string
}

/** An array of one alert, for Prometheus Alertmanager's POST /api/v2/alerts. */
export const alertmanager: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {
    activeFor: duration.prefault('24h').meta({
      description:
        'How long an alert stays active when nothing more is heard of it. Longer than `grouping.window`, whose end normally ends it.',
    }),
    labels: z
      .record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, { error: 'expected a label name' }), z.string().min(1).max(MAX_LABEL))
      .default({})
      .meta({ description: 'Labels added to every alert, for routing.', example: { team: 'soc' } }),
    generatorUrl: z
      .url({ protocol: /^https?$/ })
      .optional()
      .meta({ description: 'Where "Source" links to, such as the console.', example: 'https://cefwatch.example.com/' }),
  },
  credential: null,
  takesQuietEnd: true,
  encode: (notification, context) => JSON.stringify([alertOf(notification, context)]),
  // Alertmanager takes an alert whose end has passed for over, and tells nobody: the end counts from when it is sent.
  prepare: (body, { options, now }) => {
    const activeFor = Number(options['activeFor'] ?? DEFAULT_ACTIVE_FOR_MS)
    const alerts = (JSON.parse(body) as readonly PostableAlert[]).map((alert) => withEnd(alert, now, activeFor))
    return { headers: {}, body: JSON.stringify(alerts) }
  },
}

function withEnd(alert: PostableAlert, now: number, activeForMs: number): PostableAlert {
  const ended = alert.endsAt === undefined ? null : Date.parse(alert.endsAt)
  const open = ended === null
  const late = ended !== null && now - ended > LATE_MS
  const end = open ? now + activeForMs : late ? now + LATE_END_MS : now
  // An end before the start, as after the clock was set back, is refused.
  const start = Math.min(Date.parse(alert.startsAt), end)
  return { ...alert, startsAt: new Date(start).toISOString(), endsAt: new Date(end).toISOString() }
}

function alertOf(notification: Notification, context: EncodeContext): PostableAlert {
  const { alert, timestamp, end } = notification
  const { generatorUrl, labels } = context.options
  return {
    labels: { ...(labels as Readonly<Record<string, string>> | undefined), ...labelsOf(notification) },
    annotations: annotationsOf(notification, context),
    startsAt: alert.firstSeen,
    ...(end === 'none' ? {} : { endsAt: timestamp }),
    ...(typeof generatorUrl === 'string' ? { generatorURL: generatorUrl } : {}),
  }
}

/** What tells the alerts of one group from all others, and nothing that changes within it. */
function labelsOf({ alert, groupKey }: Notification): Readonly<Record<string, string>> {
  const { rule, request, device } = alert
  return filled({
    alertname: label(rule.name),
    severity: label(rule.severity.toLowerCase()),
    rule_id: label(rule.id),
    source_ip: label(request.sourceIp),
    source_host: label(request.sourceHost),
    destination: label(request.destinationHost || request.destinationIp),
    device: device.family,
    group: label(groupKey),
  })
}

function annotationsOf({ alert }: Notification, context: EncodeContext): Readonly<Record<string, string>> {
  const { rule, request, device, indicators } = alert
  const texts = {
    summary: rule.name,
    description: alert.description,
    url: request.url,
    method: request.method,
    user_agent: request.userAgent,
    user: request.sourceUser,
    indicators: indicators.map(({ column, value }) => `${column}: ${value}`).join(', '),
    verdict: device.verdict,
    count: String(alert.count),
    first_seen: alert.firstSeen,
    last_seen: alert.lastSeen,
    techniques: rule.techniques.join(', '),
    alert_id: alert.id,
  }
  return filled(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, annotation(text, context)])))
}

function label(text: string): string {
  return cutWithin(text, MAX_LABEL)
}

/** Alertmanager's templates put annotations into Slack and HTML as they are: `<` would begin a mention, a link or a tag there. */
function annotation(text: string, context: EncodeContext): string {
  return cutWithin(humanText(text, context).replaceAll('<', '‹').replaceAll('>', '›'), MAX_ANNOTATION)
}

/** An empty label is no label, and an empty annotation says nothing. */
function filled(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))
}
