import type { Test } from 'tap'
import type { DeliveryEvents } from '../../../src/respond/delivery/delivery-events.ts'
import { Dispatcher } from '../../../src/respond/delivery/dispatcher.ts'
import { createOutbox } from '../../../src/respond/delivery/outbox.ts'
import type { Webhook } from '../../../src/respond/delivery/webhook.ts'
import { Journal } from '../journal.ts'
import { ManualClock } from '../manual-clock.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleNotification } from '../samples.ts'

/** A dispatcher over a real store, with a clock that the test moves, and the longest wait whenever chance decides. */
export function startDispatcher(t: Test, webhooks: readonly Webhook[], file?: string) {
  const opened = openTestStore(t, file)
  const { store, alerts, deliveries } = opened
  const clock = new ManualClock()
  const journal = new Journal<string>()
  const events: DeliveryEvents = {
    delivered: (webhook) => journal.add(`${webhook} delivered`),
    deliveryFailed: (webhook, reason) => journal.add(`${webhook} failed ${reason}`),
    deadLettered: (webhook, _, cause) => journal.add(`${webhook} dead ${cause}`),
    dropped: (webhook) => journal.add(`${webhook} dropped`),
    circuitOpened: (webhook) => journal.add(`${webhook} circuit open`),
    circuitClosed: (webhook) => journal.add(`${webhook} circuit closed`),
    webhookDisabled: (webhook) => journal.add(`${webhook} disabled`),
    webhookEnabled: (webhook) => journal.add(`${webhook} enabled`),
  }
  const dispatcher = new Dispatcher(webhooks, { deliveries, clock, random: () => 1, events })
  t.teardown(() => dispatcher.close(AbortSignal.abort()))
  let made = deliveries.list({ limit: 1000 }).items.length
  const outbox = createOutbox({ deliveries, webhooks, now: clock.now, newDeliveryId: () => `msg_${++made}` })
  /** Stores an alert of this id for every webhook; does not wake the dispatcher. */
  const enqueue = (id: string, groupKey = id): void =>
    store.transaction(() => {
      alerts.insert(sampleAlert(id), null)
      outbox(sampleNotification({ alert: sampleAlert(id), groupKey }))
    })
  return { ...opened, clock, journal, dispatcher, enqueue }
}
