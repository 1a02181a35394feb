import type { Clock } from '../../src/respond/alerts/clock.ts'

type Timer = { at: number; readonly ring: () => void }

/** A clock that stands still until it is advanced. */
export class ManualClock implements Clock {
  #now: number
  #timers: Timer[] = []

  constructor(now = Date.UTC(2026, 10, 24, 9, 0, 0)) {
    this.#now = now
  }

  readonly now = (): number => this.#now

  readonly setTimer = (ms: number, ring: () => void): (() => void) => {
    const timer = { at: this.#now + ms, ring }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  /** When the next timer rings, or null. */
  get nextRing(): number | null {
    return this.#timers.length === 0 ? null : Math.min(...this.#timers.map(({ at }) => at))
  }

  /** Moves time on, ringing on the way what comes due. */
  advance(ms: number): void {
    const target = this.#now + ms
    for (let timer = this.#next(target); timer !== undefined; timer = this.#next(target)) {
      this.#timers = this.#timers.filter((other) => other !== timer)
      this.#now = Math.max(this.#now, timer.at)
      timer.ring()
    }
    this.#now = target
  }

  /** Sets the wall clock without any time passing: timers ring after as long as before. */
  jump(ms: number): void {
    this.#now += ms
    for (const timer of this.#timers) timer.at += ms
  }

  #next(until: number): Timer | undefined {
    return this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
  }
}
