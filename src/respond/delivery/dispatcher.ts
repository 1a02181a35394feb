import type { RequeueResult } from './delivery-store.ts'
import type { Webhook } from './webhook.ts'
import { WebhookQueue, type WebhookQueueOptions } from './webhook-queue.ts'

/** Delivers from the store to every webhook, each at its own pace: one that fails delays no other. */
export class Dispatcher {
  readonly #queues: readonly WebhookQueue[]
  readonly #options: WebhookQueueOptions

  constructor(webhooks: readonly Webhook[], options: WebhookQueueOptions) {
    this.#options = options
    this.#queues = webhooks.map((webhook) => new WebhookQueue(webhook, options))
  }

  /** Sends what is due. Call it at the start, and whenever new deliveries are stored. */
  wake(): void {
    for (const queue of this.#queues) queue.work()
  }

  /** Sends a dead letter again, under its id. Throws STORE_UNAVAILABLE. */
  retryDelivery(id: string): RequeueResult {
    const { deliveries, clock } = this.#options
    const result = deliveries.requeue(id, clock.now())
    if (result === 'requeued') this.wake()
    return result
  }

  /** Stops, waiting for the attempts on their way until `deadline` aborts them; those are made again by the next process. */
  async close(deadline: AbortSignal): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close(deadline)))
  }
}
