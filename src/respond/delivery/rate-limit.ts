import type { Clock } from '../alerts/clock.ts'

export type RateLimitOptions = {
  readonly count: number
  readonly perMs: number
  readonly clock: Clock
  /** Called when a token is there again after there was none. */
  readonly ready: () => void
}

/**
 * A bucket of `count` tokens; each comes back `perMs` after it was taken, so that no time of that length sees more than `count`, its
 * edges wherever they are. It goes by timers, not by the time of day.
 */
export class RateLimit {
  readonly #options: RateLimitOptions
  readonly #pending = new Set<() => void>()

  constructor(options: RateLimitOptions) {
    this.#options = options
  }

  /** False when no token is left. */
  take(): boolean {
    const { count, perMs, clock, ready } = this.#options
    if (this.#pending.size >= count) return false
    const cancel = clock.setTimer(perMs, () => {
      const wasEmpty = this.#pending.size >= count
      this.#pending.delete(cancel)
      if (wasEmpty) ready()
    })
    this.#pending.add(cancel)
    return true
  }

  close(): void {
    for (const cancel of this.#pending) cancel()
    this.#pending.clear()
  }
}
