import type { Clock } from './clock.ts'

/** Timers run on monotonic time, due times are wall-clock: waking this often notices a clock that was set. */
const MAX_WAIT_MS = 60_000

/** One wake-up call at a wall-clock time. It may ring early: whoever wakes looks at what is due, and sets it again. */
export class Alarm {
  readonly #clock: Clock
  readonly #ring: () => void
  #cancel: () => void = () => undefined

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock
    this.#ring = ring
  }

  /** Replaces the time set before. `at` is in milliseconds since the Unix epoch. */
  set(at: number): void {
    this.#cancel()
    this.#cancel = this.#clock.setTimer(Math.min(Math.max(at - this.#clock.now(), 0), MAX_WAIT_MS), this.#ring)
  }

  clear(): void {
    this.#cancel()
  }
}
