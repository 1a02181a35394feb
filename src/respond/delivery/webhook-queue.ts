import { Alarm } from '../alerts/alarm.ts'
import type { Clock } from '../alerts/clock.ts'
import { isStoreUnavailable, STORE_RETRY_MS } from '../alerts/store.ts'
import type { DueDelivery } from './delivery.ts'
import type { DeliveryEvents } from './delivery-events.ts'
import type { DeliveryStore, DropResult, RequeueResult, Settlement } from './delivery-store.ts'
import { type Attempted, Endpoint, type EndpointState } from './endpoint.ts'
import { type DeliveryClient, openClient } from './open-client.ts'
import type { Outcome } from './outcome.ts'
import { decide } from './retry.ts'
import { settlementOf } from './settlement-of.ts'
import type { Webhook } from './webhook.ts'

export type WebhookQueueOptions = {
  readonly deliveries: DeliveryStore
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly events: DeliveryEvents
}

/** What one attempt brought, outside the queue. `outcome` is null when the process is ending. */
export type TestResult = { readonly delivered: boolean; readonly outcome: Outcome | null; readonly latencyMs: number }

/** An attempt that has ended, and is not yet recorded. */
type Ended = Attempted & { readonly settlement: Settlement; readonly latencyMs: number }

/** Attempts at one webhook at a time. */
const CONCURRENCY = 4

/** Dead letters that become pending in one transaction: it holds up whatever else is to be stored. */
const REQUEUE_BATCH = 1000

/**
 * Sends the deliveries of one webhook, from the store and back into it. Memory holds only those on their way: what is not recorded as
 * settled when the process ends is sent again, with its id, by the next.
 */
export class WebhookQueue {
  readonly #webhook: Webhook
  readonly #options: WebhookQueueOptions
  readonly #client: DeliveryClient
  readonly #endpoint: Endpoint
  readonly #alarm: Alarm
  readonly #stop = new AbortController()
  /** From being taken to being recorded, by id. */
  readonly #taken = new Map<string, Promise<void>>()
  #ended: Ended[] = []
  #closing = false

  /** Throws TLS_INVALID. */
  constructor(webhook: Webhook, options: WebhookQueueOptions) {
    const { clock, random, events } = options
    this.#webhook = webhook
    this.#options = options
    this.#client = openClient(webhook)
    this.#endpoint = new Endpoint(webhook, { clock, random, events, ready: () => this.work() })
    this.#alarm = new Alarm(clock, () => this.work())
  }

  get state(): EndpointState {
    return this.#endpoint.state
  }

  /** Records the attempts that have ended and begins those that are due. Call it whenever something may have come due. */
  work(): void {
    try {
      this.#recordEnded()
      if (!this.#closing) this.#takeDue()
    } catch (error) {
      if (!isStoreUnavailable(error)) throw error
      // What cannot be recorded keeps its place, so that an unwritable store does not make the webhook get the same again and again.
      if (!this.#closing) this.#alarm.set(this.#options.clock.now() + STORE_RETRY_MS)
    }
  }

  /** Makes one attempt at once, whatever waits. One that succeeds shows that the receiver works, and the queue goes on. */
  async test(delivery: DueDelivery): Promise<TestResult> {
    const { clock } = this.#options
    const startedAt = clock.now()
    const outcome = await this.#client.send(delivery, startedAt, this.#stop.signal)
    const now = clock.now()
    const delivered =
      outcome !== null && decide(outcome, { attempt: 1, firstAttemptAt: startedAt, now, random: 0 }).kind === 'done'
    if (delivered) this.enable()
    return { delivered, outcome, latencyMs: now - startedAt }
  }

  /** Sends again although the receiver wanted no more, or failed. */
  enable(): void {
    this.#endpoint.enable()
  }

  /** Sends a dead letter again, under its id. Throws STORE_UNAVAILABLE. */
  retry(id: string): RequeueResult {
    const { deliveries, clock } = this.#options
    const result = deliveries.requeue(id, clock.now())
    if (result === 'requeued') this.work()
    return result
  }

  /** Sends all dead letters again, the oldest first, and resolves to their number. Rejects with STORE_UNAVAILABLE. */
  async retryAll(): Promise<number> {
    const { deliveries, clock } = this.#options
    let total = 0
    // By their order in the store: one that is given up again meanwhile is not taken twice.
    for (let after = 0, more = true; more && !this.#closing;) {
      const { count, last } = deliveries.requeueDead(this.#webhook.name, after, REQUEUE_BATCH, clock.now())
      total += count
      after = last
      more = count === REQUEUE_BATCH
      this.work()
      await new Promise((resolve) => setImmediate(resolve))
    }
    return total
  }

  /** Deletes a delivery that was not made, unless it is on its way just now. Throws STORE_UNAVAILABLE. */
  drop(id: string): DropResult | 'on its way' {
    const { deliveries, clock, events } = this.#options
    if (this.#taken.has(id)) return 'on its way'
    const result = deliveries.drop(id, clock.now())
    if (result !== 'dropped') return result
    events.dropped(this.#webhook.name, id)
    this.work()
    return result
  }

  /** Begins nothing more, and waits for the attempts on their way until `deadline` aborts them. */
  async close(deadline: AbortSignal): Promise<void> {
    this.#closing = true
    this.#alarm.clear()
    this.#endpoint.close()
    const stop = (): void => this.#stop.abort()
    if (deadline.aborted) stop()
    deadline.addEventListener('abort', stop, { once: true })
    await Promise.all(this.#taken.values())
    deadline.removeEventListener('abort', stop)
    this.#stop.abort()
    await this.#client.close()
  }

  #takeDue(): void {
    const room = this.#endpoint.room(CONCURRENCY - this.#taken.size)
    if (room === 0) return
    const { deliveries, clock } = this.#options
    const now = clock.now()
    const due = deliveries.due(this.#webhook.name, now, CONCURRENCY).filter(({ id }) => !this.#taken.has(id))
    for (const delivery of due.slice(0, room)) {
      if (!this.#endpoint.take()) return
      this.#taken.set(delivery.id, this.#attempt(delivery))
    }
    const next = deliveries.nextDue(this.#webhook.name, now)
    if (next !== null) this.#alarm.set(next)
  }

  async #attempt(delivery: DueDelivery): Promise<void> {
    const ended = await this.#endpoint.attempt(() => this.#send(delivery))
    if (ended === null) return
    this.#ended.push(ended)
    this.work()
  }

  async #send(delivery: DueDelivery): Promise<Ended | null> {
    const { clock, random } = this.#options
    const startedAt = clock.now()
    const outcome = await this.#client.send(delivery, startedAt, this.#stop.signal)
    if (outcome === null) return null
    const now = clock.now()
    const firstAttemptAt = delivery.firstAttemptAt ?? startedAt
    const decision = decide(outcome, { attempt: delivery.attempts + 1, firstAttemptAt, now, random: random() })
    const settlement = settlementOf(delivery, outcome, decision, { firstAttemptAt, now })
    return { settlement, decision, problem: settlement.error ?? '', latencyMs: now - startedAt }
  }

  #recordEnded(): void {
    if (this.#ended.length === 0) return
    const { deliveries, clock } = this.#options
    deliveries.settle(
      this.#ended.map(({ settlement }) => settlement),
      clock.now(),
    )
    const ended = this.#ended
    this.#ended = []
    for (const { settlement } of ended) this.#taken.delete(settlement.delivery.id)
    for (const one of ended) this.#report(one)
  }

  #report({ settlement, decision, problem, latencyMs }: Ended): void {
    const { events } = this.#options
    const { name } = this.#webhook
    if (decision.kind === 'done') events.delivered(name, latencyMs)
    else events.deliveryFailed(name, decision.reason, problem, latencyMs)
    if (decision.kind === 'giveUp') events.deadLettered(name, settlement.delivery.id, decision.cause)
  }
}
