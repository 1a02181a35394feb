import type { Clock } from '../alerts/clock.ts'
import { Circuit, type CircuitResult } from './circuit.ts'
import type { DeliveryEvents } from './delivery-events.ts'
import { Pause } from './pause.ts'
import { RateLimit } from './rate-limit.ts'
import type { RetryDecision } from './retry.ts'
import type { Webhook } from './webhook.ts'

/** How a receiver does. `failing`: its circuit is open. `disabled`: it wants no more. `since` is in milliseconds since the Unix epoch. */
export type EndpointState =
  { readonly kind: 'up' } | { readonly kind: 'failing' | 'disabled'; readonly since: number; readonly problem: string }

export type EndpointOptions = {
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  readonly events: DeliveryEvents
  /** Called when there may be room again without anything having come due. */
  readonly ready: () => void
}

/** What an attempt has brought, as far as the receiver is concerned. */
export type Attempted = { readonly decision: RetryDecision; readonly problem: string }

const UP: EndpointState = { kind: 'up' }

/**
 * What is known of one receiver, and so how many attempts may be made at it: none once it wants no more (410), none while it asks to be left
 * alone (Retry-After), one now and then while it fails, and no more than its rate. All of it is in memory: a restart tries anew, which costs
 * a handful of attempts.
 */
export class Endpoint {
  readonly #name: string
  readonly #options: EndpointOptions
  readonly #circuit: Circuit
  readonly #hold: Pause
  readonly #rate: RateLimit | null
  #state: EndpointState = UP
  #problem = ''
  #closed = false

  constructor({ name, rateLimit }: Webhook, options: EndpointOptions) {
    const { clock, random, ready } = options
    this.#name = name
    this.#options = options
    this.#circuit = new Circuit({ clock, random, probeDue: ready, changed: (state) => this.#circuitChanged(state) })
    this.#hold = new Pause(clock, ready)
    this.#rate = rateLimit === null ? null : new RateLimit({ ...rateLimit, clock, ready })
  }

  get state(): EndpointState {
    return this.#state
  }

  /** How many more attempts may begin, of `free` that the caller could make. */
  room(free: number): number {
    if (this.#state.kind === 'disabled' || this.#hold.isOn) return 0
    const most = { all: free, probe: 1, none: 0 }[this.#circuit.admits]
    return Math.min(free, most)
  }

  /** Counts an attempt that is about to begin; false when it would be one too many for the rate. */
  take(): boolean {
    return this.#rate?.take() ?? true
  }

  /** Makes an attempt, and learns from it. `make` gives null when it was called off. */
  async attempt<T extends Attempted>(make: () => Promise<T | null>): Promise<T | null> {
    const { attempted } = await this.#circuit.run(async () => {
      const attempted = await make()
      if (attempted !== null) this.#learn(attempted)
      return { ...circuitResultOf(attempted), attempted }
    })
    return attempted
  }

  /** Begins to send again, whatever has been. */
  enable(): void {
    this.#hold.end()
    if (this.#state.kind === 'disabled') {
      this.#state = UP
      this.#options.events.webhookEnabled(this.#name)
    }
    this.#circuit.reset()
    this.#options.ready()
  }

  /** From now on nothing is learned: attempts that are cut off say nothing of the receiver. */
  close(): void {
    this.#closed = true
    this.#circuit.close()
    this.#hold.end()
    this.#rate?.close()
  }

  #learn({ decision, problem }: Attempted): void {
    if (this.#closed) return
    this.#problem = problem
    if (decision.kind === 'retry' && decision.holdMs > 0) this.#hold.begin(decision.holdMs)
    if (decision.kind === 'disable' && this.#state.kind !== 'disabled') {
      this.#state = { kind: 'disabled', since: this.#options.clock.now(), problem }
      this.#options.events.webhookDisabled(this.#name, problem)
    }
  }

  #circuitChanged(circuit: 'open' | 'closed'): void {
    if (this.#closed) return
    const { clock, events, ready } = this.#options
    if (circuit === 'open') events.circuitOpened(this.#name, this.#problem)
    else events.circuitClosed(this.#name)
    if (this.#state.kind !== 'disabled') {
      this.#state = circuit === 'closed' ? UP : { kind: 'failing', since: clock.now(), problem: this.#problem }
    }
    if (circuit === 'closed') ready()
  }
}

/** What was given up was answered, and says nothing against the receiver. */
function circuitResultOf(attempted: Attempted | null): CircuitResult {
  return attempted?.decision.kind === 'retry' ? { kind: 'failed', holdMs: attempted.decision.holdMs } : { kind: 'worked' }
}
