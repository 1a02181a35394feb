import type { DueDelivery } from './delivery.ts'
import type { Outcome } from './outcome.ts'
import { SyslogClient } from './syslog-client.ts'
import type { Webhook } from './webhook.ts'
import { WebhookClient } from './webhook-client.ts'

/** What sends deliveries to one receiver. */
export type DeliveryClient = {
  /** Makes one attempt at time `now`. null when `stop` ended it. Never rejects, and nothing it returns holds a secret. */
  readonly send: (delivery: DueDelivery, now: number, stop: AbortSignal) => Promise<Outcome | null>
  readonly close: () => Promise<void>
}

/** The client for a webhook, by how its URL begins. */
export function openClient(webhook: Webhook): DeliveryClient {
  return webhook.url.reveal().startsWith('syslog') ? new SyslogClient(webhook) : new WebhookClient(webhook)
}
