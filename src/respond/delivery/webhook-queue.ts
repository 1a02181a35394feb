import { Alarm } from '../alerts/alarm.ts'
import type { Clock } from '../alerts/clock.ts'
import { isStoreUnavailable, STORE_RETRY_MS } from '../alerts/store.ts'
import type { DueDelivery } from './delivery.ts'
import type { DeliveryEvents } from './delivery-events.ts'
import type { DeliveryStore, Settlement } from './delivery-store.ts'
import { describeOutcome, type Outcome } from './outcome.ts'
import { decide, type RetryDecision } from './retry.ts'
import type { Webhook } from './webhook.ts'
import { type DeliveryClient, openClient } from './open-client.ts'

export type WebhookQueueOptions = {
  readonly deliveries: DeliveryStore
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly events: DeliveryEvents
}

/** An attempt that has ended, and is not yet recorded. */
type Ended = { readonly settlement: Settlement; readonly decision: RetryDecision; readonly latencyMs: number }

/** Attempts at one webhook at a time. */
const CONCURRENCY = 4

/**
 * Sends the deliveries of one webhook, from the store and back into it. Memory holds only those on their way: what is not recorded as
 * settled when the process ends is sent again, with its id, by the next.
 */
export class WebhookQueue {
  readonly #webhook: Webhook
  readonly #options: WebhookQueueOptions
  readonly #client: DeliveryClient
  readonly #alarm: Alarm
  readonly #stop = new AbortController()
  /** From being taken to being recorded, by id. */
  readonly #taken = new Map<string, Promise<void>>()
  #ended: Ended[] = []
  #closing = false

  constructor(webhook: Webhook, options: WebhookQueueOptions) {
    this.#webhook = webhook
    this.#options = options
    this.#client = openClient(webhook)
    this.#alarm = new Alarm(options.clock, () => this.work())
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

  /** Begins nothing more, and waits for the attempts on their way until `deadline` aborts them. */
  async close(deadline: AbortSignal): Promise<void> {
    this.#closing = true
    this.#alarm.clear()
    const stop = (): void => this.#stop.abort()
    if (deadline.aborted) stop()
    deadline.addEventListener('abort', stop, { once: true })
    await Promise.all(this.#taken.values())
    deadline.removeEventListener('abort', stop)
    await this.#client.close()
  }

  #takeDue(): void {
    if (this.#taken.size === CONCURRENCY) return
    const { deliveries, clock } = this.#options
    const now = clock.now()
    const due = deliveries.due(this.#webhook.name, now, CONCURRENCY).filter(({ id }) => !this.#taken.has(id))
    for (const delivery of due.slice(0, CONCURRENCY - this.#taken.size)) {
      this.#taken.set(delivery.id, this.#attempt(delivery))
    }
    const next = deliveries.nextDue(this.#webhook.name, now)
    if (next !== null) this.#alarm.set(next)
  }

  async #attempt(delivery: DueDelivery): Promise<void> {
    const { clock, random } = this.#options
    const startedAt = clock.now()
    const outcome = await this.#client.send(delivery, startedAt, this.#stop.signal)
    if (outcome === null) return
    const now = clock.now()
    const firstAttemptAt = delivery.firstAttemptAt ?? startedAt
    const decision = decide(outcome, { attempt: delivery.attempts + 1, firstAttemptAt, now, random: random() })
    const settlement = { delivery, firstAttemptAt, ...stateAfter(decision, now), ...recordOf(outcome, decision) }
    this.#ended.push({ settlement, decision, latencyMs: now - startedAt })
    this.work()
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

  #report({ settlement, decision, latencyMs }: Ended): void {
    const { events } = this.#options
    const { name } = this.#webhook
    if (decision.kind === 'done') events.delivered(name, latencyMs)
    else events.deliveryFailed(name, decision.reason, latencyMs)
    if (decision.kind === 'giveUp') events.deadLettered(name, settlement.delivery.id, decision.cause)
  }
}

function stateAfter(decision: RetryDecision, now: number): Pick<Settlement, 'state' | 'nextAttemptAt'> {
  switch (decision.kind) {
    case 'done':
      return { state: 'delivered', nextAttemptAt: null }
    case 'retry':
      return { state: 'pending', nextAttemptAt: now + decision.afterMs }
    case 'giveUp':
      return { state: 'dead', nextAttemptAt: null }
  }
}

/** What is kept of an attempt for the reader, such as `gone: clientError (answered 410)`. */
function recordOf(outcome: Outcome, decision: RetryDecision): Pick<Settlement, 'error' | 'answer'> {
  const answer = outcome.kind === 'answered' ? outcome.answer : null
  if (decision.kind === 'done') return { error: null, answer }
  const failure = `${decision.reason} (${describeOutcome(outcome)})`
  return { error: decision.kind === 'giveUp' ? `${decision.cause}: ${failure}` : failure, answer }
}
