import t from 'tap'
import { newDeliveryId } from '../../../src/respond/delivery/delivery-id.ts'
import { createOutbox } from '../../../src/respond/delivery/outbox.ts'
import type { Webhook } from '../../../src/respond/delivery/webhook.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleNotification } from '../samples.ts'
import { testWebhook } from './test-webhook.ts'

const webhook = (name: string, changes: Partial<Webhook> = {}): Webhook => testWebhook(name, 'http://127.0.0.1/', changes)

t.test('one delivery for each webhook, with the body as it is now', (t) => {
  const { store, alerts, deliveries } = openTestStore(t)
  let made = 0
  const webhooks = [webhook('soc'), webhook('siem')]
  const outbox = createOutbox({ deliveries, webhooks, now: () => 1000, newDeliveryId: () => `msg_${++made}` })
  store.transaction(() => {
    alerts.insert(sampleAlert('a1'), null)
    outbox(sampleNotification({ alert: sampleAlert('a1') }))
    alerts.countMatch('a1', 2000)
  })
  for (const [name, id] of [
    ['soc', 'msg_1'],
    ['siem', 'msg_2'],
  ] as const) {
    const [due, ...more] = deliveries.due(name, 1000, 10)
    t.match(due, { id, contentType: 'application/json', groupKey: 'group-1', webhook: name })
    t.match(JSON.parse(due?.body ?? ''), { type: 'alert.created', data: { id: 'a1', count: 1 } })
    t.same(more, [])
  }
  t.match(deliveries.list({ limit: 1 }).items[0], { type: 'alert.created', alertId: 'a1', createdAt: '1970-01-01T00:00:01.000Z' })
  t.end()
})

t.test('without webhooks there is nothing to deliver', (t) => {
  const { deliveries } = openTestStore(t)
  createOutbox({ deliveries, webhooks: [], now: () => 0, newDeliveryId })(sampleNotification())
  t.same(deliveries.list({ limit: 1 }).items, [])
  t.end()
})

t.test('ids have no dot, and are not given twice', (t) => {
  t.match(newDeliveryId(), /^msg_[0-9a-f]{32}$/)
  t.not(newDeliveryId(), newDeliveryId())
  t.end()
})
