import type { DueDelivery } from './delivery.ts'
import type { DropResult, RequeueResult } from './delivery-store.ts'
import type { EndpointState } from './endpoint.ts'
import type { Webhook } from './webhook.ts'
import { type TestResult, WebhookQueue, type WebhookQueueOptions } from './webhook-queue.ts'

/** Delivers from the store to every webhook, each at its own pace: one that fails delays no other. */
export class Dispatcher {
  readonly #queues: ReadonlyMap<string, WebhookQueue>
  readonly #options: WebhookQueueOptions

  /** Throws TLS_INVALID. */
  constructor(webhooks: readonly Webhook[], options: WebhookQueueOptions) {
    this.#options = options
    this.#queues = new Map(webhooks.map((webhook) => [webhook.name, new WebhookQueue(webhook, options)]))
  }

  /** Sends what is due. Call it at the start, and whenever new deliveries are stored. */
  wake(): void {
    for (const queue of this.#queues.values()) queue.work()
  }

  /** How a webhook's receiver does; null for a webhook that is not configured. */
  stateOf(webhook: string): EndpointState | null {
    return this.#queues.get(webhook)?.state ?? null
  }

  /** Sends a dead letter again, under its id. Throws STORE_UNAVAILABLE. */
  retryDelivery(id: string): RequeueResult | 'not configured' {
    const delivery = this.#options.deliveries.get(id)
    if (delivery === null) return 'not found'
    return this.#queues.get(delivery.webhook)?.retry(id) ?? 'not configured'
  }

  /** Sends all dead letters again, or those of one webhook, and resolves to their number. Rejects with STORE_UNAVAILABLE. */
  async retryAll(webhook: string | null): Promise<number | 'not configured'> {
    if (webhook !== null) return this.#queues.get(webhook)?.retryAll() ?? 'not configured'
    const counts = await Promise.all([...this.#queues.values()].map((queue) => queue.retryAll()))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  /** Deletes a delivery that was not made; also one of a webhook that is no longer configured. Throws STORE_UNAVAILABLE. */
  dropDelivery(id: string): DropResult | 'on its way' {
    const { deliveries, clock, events } = this.#options
    const delivery = deliveries.get(id)
    if (delivery === null) return 'not found'
    const queue = this.#queues.get(delivery.webhook)
    if (queue !== undefined) return queue.drop(id)
    const result = deliveries.drop(id, clock.now())
    if (result === 'dropped') events.dropped(delivery.webhook, id)
    return result
  }

  /** Makes one attempt to `delivery.webhook` at once, outside its queue and not stored; null when it is not configured. */
  async test(delivery: DueDelivery): Promise<TestResult | null> {
    return this.#queues.get(delivery.webhook)?.test(delivery) ?? null
  }

  /** Makes a webhook send again that is disabled or fails; false when it is not configured. */
  enable(webhook: string): boolean {
    const queue = this.#queues.get(webhook)
    queue?.enable()
    return queue !== undefined
  }

  /** Stops, waiting for the attempts on their way until `deadline` aborts them; those are made again by the next process. */
  async close(deadline: AbortSignal): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close(deadline)))
  }
}
