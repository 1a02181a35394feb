import type { Clock } from '../../src/respond/alerts/clock.ts'

type Timer = { readonly at: number; readonly ring: () => void }

/** A clock that stands still until it is advanced. Timers go by the time that passes, not by the time of day, as real ones do. */
export class ManualClock implements Clock {
  #now: number
  #passed = 0
  #timers: Timer[] = []

  constructor(now = Date.UTC(2026, 10, 24, 9, 0, 0)) {
    this.#now = now
  }

  readonly now = (): number => this.#now

  readonly setTimer = (ms: number, ring: () => void): (() => void) => {
    const timer = { at: this.#passed + ms, ring }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** When the next timer rings, by the time of day, or null. */
  get nextRing(): number | null {
    return this.#timers.length === 0 ? null : this.#now + Math.min(...this.#timers.map(({ at }) => at)) - this.#passed
  }

  /** Moves time on, ringing on the way what comes due. */
  advance(ms: number): void {
    const target = this.#passed + ms
    for (let timer = this.#next(target); timer !== undefined; timer = this.#next(target)) {
      this.#timers = this.#timers.filter((other) => other !== timer)
      this.#pass(timer.at)
      timer.ring()
    }
    this.#pass(target)
  }

  /** Sets the time of day without any time passing. */
  jump(ms: number): void {
    this.#now += ms
  }

  #pass(to: number): void {
    this.#now += to - this.#passed
    this.#passed = to
  }

  #next(until: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
  }
}
