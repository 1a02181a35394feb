/*
 * The alert side as a process of its own, to be killed: `node kill-child.ts STORE URL COUNT`. Records COUNT matches, each in a group of
 * its own, one after the other; prints each alert's id once it is durable; exits when nothing is left to deliver.
 */
import { randomUUID } from 'node:crypto'
import { AlertRecorder } from '../../../src/respond/alerts/alert-recorder.ts'
import { AlertStore } from '../../../src/respond/alerts/alert-store.ts'
import { SYSTEM_CLOCK as clock } from '../../../src/respond/alerts/clock.ts'
import { openStore } from '../../../src/respond/alerts/store.ts'
import { newDeliveryId } from '../../../src/respond/delivery/delivery-id.ts'
import { DeliveryStore } from '../../../src/respond/delivery/delivery-store.ts'
import { Dispatcher } from '../../../src/respond/delivery/dispatcher.ts'
import { createOutbox } from '../../../src/respond/delivery/outbox.ts'
import type { Webhook } from '../../../src/respond/delivery/webhook.ts'
import { sampleAlert, sampleMatch } from '../samples.ts'
import { createTestGrouper, SILENT_ALERT_EVENTS } from '../test-grouper.ts'
import { silentEvents } from './silent-events.ts'
import { testWebhook } from './test-webhook.ts'

const [, , file = '', url = '', count = ''] = process.argv
const none = (): void => undefined
const store = openStore(file, { storeFailed: (error) => console.error(error), storeRecovered: none })
const alerts = new AlertStore(store)
const deliveries = new DeliveryStore(store)
const webhooks: readonly Webhook[] = [testWebhook('soc', url)]
let left = Number(count)

const dispatcher = new Dispatcher(webhooks, {
  deliveries,
  clock,
  random: () => 0.01,
  events: { ...silentEvents, delivered: exitWhenDone },
})
const recorder = new AlertRecorder({
  store,
  grouper: createTestGrouper(
    { store, alerts },
    {
      alertOf: (match) => sampleAlert(randomUUID(), match),
      notify: createOutbox({ deliveries, webhooks, now: clock.now, newDeliveryId }),
    },
  ),
  clock,
  events: {
    ...SILENT_ALERT_EVENTS,
    alertStored: ({ id }) => {
      process.stdout.write(`${id}\n`)
      recordNext()
    },
  },
  deliveriesReady: () => dispatcher.wake(),
  maxHeldBytes: 1_000_000,
})

function recordNext(): void {
  if (left-- <= 0) {
    exitWhenDone()
    return
  }
  const now = clock.now()
  recorder.record([sampleMatch({ row: { SourceIP: randomUUID() }, receivedAt: now, detectedAt: now })])
}

function exitWhenDone(): void {
  if (left <= 0 && !deliveries.counts().some(({ state }) => state === 'pending')) process.exit(0)
}

// Timers of the alert side keep no process alive.
setInterval(none, 60_000)
recorder.start()
dispatcher.wake()
recordNext()
