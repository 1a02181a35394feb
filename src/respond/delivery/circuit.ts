import { circuitBreaker, type CircuitBreakerPolicy, CircuitState, ConsecutiveBreaker, handleWhenResult } from 'cockatiel'
import type { Clock } from '../alerts/clock.ts'
import { Pause } from './pause.ts'

export type CircuitOptions = {
  readonly clock: Clock
  /** In [0, 1). */
  readonly random: () => number
  /** It opened after it was closed, or closed after it was open. */
  readonly changed: (state: 'open' | 'closed') => void
  /** An attempt may be made again, to see whether the receiver is back. */
  readonly probeDue: () => void
}

/** What a circuit needs to know of an attempt: whether it failed in a way that another attempt at the receiver would, and what was asked. */
export type CircuitResult = { readonly kind: 'worked' } | { readonly kind: 'failed'; readonly holdMs: number }

/** So many failures in a row open it. */
const MAX_FAILURES = 5

const FIRST_PROBE_MS = 5000
const MAX_PROBE_MS = 60_000

/**
 * A circuit breaker over the attempts at one receiver. While it is open one attempt is made now and then, whatever waits; its success
 * closes it. Cockatiel keeps the states; when to probe is decided here, by the clock that is passed in.
 */
export class Circuit {
  readonly #options: CircuitOptions
  readonly #policy: CircuitBreakerPolicy
  readonly #rest: Pause
  /** Since it opened. */
  #probes = 0

  constructor(options: CircuitOptions) {
    const { clock, changed, probeDue } = options
    this.#options = options
    this.#rest = new Pause(clock, probeDue)
    this.#policy = circuitBreaker(
      handleWhenResult((result) => (result as CircuitResult).kind === 'failed'),
      // Never by cockatiel's time, which is that of the day: one that is set back would keep the circuit open.
      { breaker: new ConsecutiveBreaker(MAX_FAILURES), halfOpenAfter: -Infinity },
    )
    this.#policy.onBreak((reason) => {
      const result = 'value' in reason ? (reason.value as CircuitResult) : null
      this.#rest.begin(Math.max(this.#wait(), result?.kind === 'failed' ? result.holdMs : 0))
      if (this.#probes++ === 0) changed('open')
    })
    this.#policy.onReset(() => {
      this.#rest.end()
      this.#probes = 0
      changed('closed')
    })
  }

  /** How many attempts may begin: any number, one, or none for now. */
  get admits(): 'all' | 'probe' | 'none' {
    if (this.#policy.state === CircuitState.Closed) return 'all'
    return this.#policy.state === CircuitState.Open && !this.#rest.isOn ? 'probe' : 'none'
  }

  /** Makes an attempt that was admitted, or any that somebody asks for, and learns from how it ended. */
  async run<T extends CircuitResult>(attempt: () => Promise<T>): Promise<T> {
    return this.#policy.execute(attempt)
  }

  /** The receiver works, as somebody knows who has tried. */
  reset(): void {
    void this.#policy.execute((): CircuitResult => ({ kind: 'worked' }))
  }

  close(): void {
    this.#rest.end()
  }

  /** Longer with every probe that fails; half of it by chance, so that what failed together does not come back together. */
  #wait(): number {
    const longest = Math.min(FIRST_PROBE_MS * 2 ** this.#probes, MAX_PROBE_MS)
    return Math.round((longest * (1 + this.#options.random())) / 2)
  }
}
