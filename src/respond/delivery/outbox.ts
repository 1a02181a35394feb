import type { Notification } from '../alerts/notification.ts'
import type { DeliveryStore } from './delivery-store.ts'
import { FORMATS } from './formats/index.ts'
import { takes } from './routing.ts'
import type { Webhook } from './webhook.ts'

export type OutboxOptions = {
  readonly deliveries: DeliveryStore
  readonly webhooks: readonly Webhook[]
  readonly now: () => number
  readonly newDeliveryId: () => string
}

/**
 * Puts notifications into the store, each once for every webhook that takes it; runs inside the transaction that stores the alert.
 *
 * The body is made here and not when it is sent: an id then stands for the same bytes on every attempt, whatever the alert's count has
 * become since or a newer version would write, and receivers may drop what they have seen.
 */
export function createOutbox(options: OutboxOptions): (notification: Notification) => void {
  const { deliveries, webhooks, now, newDeliveryId } = options
  return (notification) => {
    const { type, alert, groupKey, end } = notification
    for (const { name, format, options, defang, routing } of webhooks) {
      const { contentType, encode, takesQuietEnd } = FORMATS[format]
      if (!takes(routing, alert) || (end === 'quiet' && !takesQuietEnd)) continue
      const id = newDeliveryId()
      const body = encode(notification, { options, defang })
      deliveries.insert({ id, alertId: alert.id, type, webhook: name, groupKey, contentType, body, createdAt: now() })
    }
  }
}
