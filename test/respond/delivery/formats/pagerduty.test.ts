import fc from 'fast-check'
import t from 'tap'
import { z } from 'zod'
import { Secret } from '../../../../src/base/secret.ts'
import { pagerduty } from '../../../../src/respond/delivery/formats/pagerduty.ts'
import { type Answer, startReceiver, status } from '../../receiver.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'
import { hostileNotification, stormSummary } from './hostile-alert.ts'
import { openSender } from './send-notification.ts'

const KEY = 'R0UT1NGKEY0000000000000000000000'

/** As https://developer.pagerduty.com/docs/send-alert-event has it. */
const eventSchema = z.strictObject({
  routing_key: z.string().length(32).optional(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().min(1).max(255),
  payload: z.strictObject({
    summary: z.string().min(1).max(1024),
    source: z.string().min(1),
    severity: z.enum(['critical', 'error', 'warning', 'info']),
    timestamp: z.iso.datetime(),
    component: z.string(),
    group: z.string(),
    class: z.string(),
    custom_details: z.record(z.string(), z.unknown()),
  }),
  client: z.string(),
})

const encode = (notification: Parameters<typeof pagerduty.encode>[0], defang = false) => {
  const body = pagerduty.encode(notification, { options: {}, defang })
  return { body, event: eventSchema.parse(JSON.parse(body)) }
}

const accepted: Answer = status(202, { 'content-type': 'application/json' }, '{"status":"success","message":"Event processed"}')

t.test('an event that PagerDuty takes, with the key that is not stored', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = accepted
  const credential = new Secret(KEY)
  const send = openSender(t, `${receiver.url}v2/enqueue`, { format: 'pagerduty', credential })
  t.match(await send(sampleNotification()), { kind: 'answered', status: 202 })
  const [request] = receiver.requests.entries
  t.equal(request?.url, '/v2/enqueue')
  const event = eventSchema.required().parse(JSON.parse(request?.body ?? ''))
  t.match(event, {
    routing_key: KEY,
    event_action: 'trigger',
    payload: {
      summary: /^High: RunningRAT request parameters\. ws-17 \(192\.0\.2\.10\) to cdn/,
      source: 'ws-17 (192.0.2.10)',
      severity: 'critical',
      component: 'Fortinet Fortigate',
      group: 'RunningRAT request parameters',
      class: 'Exfiltration',
      custom_details: { id: 'alert-1', raw: /^CEF/ },
    },
  })
  t.notMatch(encode(sampleNotification()).body, KEY)
})

t.test('one key from the first event to the last, another for every rule and group', (t) => {
  const keyOf = (changes: Parameters<typeof sampleNotification>[0]): string => encode(sampleNotification(changes)).event.dedup_key
  const first = keyOf({})
  t.match(first, /^[0-9a-f]{64}$/)
  t.equal(keyOf({ type: 'alert.updated', end: 'quiet', alert: { ...sampleAlert('alert-2'), count: 9 } }), first)
  t.not(keyOf({ groupKey: 'group-2' }), first)
  const alert = sampleAlert()
  t.not(keyOf({ alert: { ...alert, rule: { ...alert.rule, id: 'other' } } }), first)
  t.end()
})

t.test('triggers while it goes on, resolves when it is over', (t) => {
  t.equal(pagerduty.takesQuietEnd, true)
  const cases = [
    ['alert.created', 'none', 'trigger'],
    ['alert.updated', 'none', 'trigger'],
    ['alert.updated', 'with news', 'resolve'],
    ['alert.updated', 'quiet', 'resolve'],
  ] as const
  for (const [type, end, action] of cases) t.equal(encode(sampleNotification({ type, end })).event.event_action, action)
  t.end()
})

t.test('severities', (t) => {
  const alert = sampleAlert()
  const cases = { Informational: 'info', Low: 'warning', Medium: 'error', High: 'critical', Unheard: 'critical' }
  for (const [severity, expected] of Object.entries(cases)) {
    const changed = { ...alert, rule: { ...alert.rule, severity } }
    t.equal(encode(sampleNotification({ alert: changed })).event.payload.severity, expected)
  }
  t.end()
})

t.test('details over 512 kB are left out, and that is said', (t) => {
  const { body, event } = encode(sampleNotification({ alert: { ...sampleAlert(), raw: '漢'.repeat(200_000) } }))
  t.ok(Buffer.byteLength(body) < 20_000)
  t.match(event.payload.custom_details, { error: /over the limit/, alert: 'alert-1' })
  t.end()
})

t.test('a summary of many alerts has a source', (t) => {
  t.equal(encode(stormSummary()).event.payload.source, '192.0.2.10, 192.0.2.11, 2001:db8::5')
  const { alert } = stormSummary()
  t.equal(encode(sampleNotification({ alert: { ...alert, entities: [] } })).event.payload.source, '192.0.2.1', 'or the device')
  t.end()
})

t.test('no alert breaks the schema or the limit', (t) => {
  fc.assert(
    fc.property(hostileNotification, fc.boolean(), (notification, defang) => {
      const { body, event } = encode(notification, defang)
      t.ok(Buffer.byteLength(body) <= 510_976)
      t.notMatch(event.payload.summary, /[\p{Cc}\p{Cf}\p{Cs}]/u)
      if (defang) t.notMatch(JSON.stringify(event.payload.custom_details['request'] ?? ''), /http:\/\//i)
    }),
    { numRuns: 60 },
  )
  t.end()
})
