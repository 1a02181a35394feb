import type { Test } from 'tap'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import type { DueDelivery } from '../../../../src/respond/delivery/delivery.ts'
import { FORMATS } from '../../../../src/respond/delivery/formats/index.ts'
import { openClient } from '../../../../src/respond/delivery/open-client.ts'
import type { Outcome } from '../../../../src/respond/delivery/outcome.ts'
import type { Webhook } from '../../../../src/respond/delivery/webhook.ts'
import { testWebhook } from '../test-webhook.ts'

export type Sender = (notification: Notification) => Promise<Outcome | null>

/** Encodes notifications as the outbox does, and sends them with the client that the queue has. */
export function openSender(t: Test, url: string, changes: Partial<Webhook>): Sender {
  const webhook = testWebhook('soc', url, changes)
  const client = openClient(webhook)
  t.teardown(() => client.close())
  return (notification) => {
    const { contentType, encode } = FORMATS[webhook.format]
    const { groupKey } = notification
    const body = encode(notification, webhook)
    const delivery: DueDelivery = { id: 'msg_1', webhook: 'soc', groupKey, contentType, body, attempts: 0, firstAttemptAt: null }
    return client.send(delivery, Date.now(), new AbortController().signal)
  }
}
