import { EVENT_WORK } from './work.ts'

/** What an event may always cost a query: 64 looks at each character of the longest. */
const ALWAYS_ALLOWED = EVENT_WORK / 16

/** In milliseconds: a query that has used up its allowance has it back after that. */
const RECOVERY_MS = 10_000

/** How much work a query may do on the next event, and what it did. */
export type Allowance = { readonly units: number; readonly charge: (units: number) => void }

/** For events that nobody waits for: each may cost as much. */
export const WHOLE_ALLOWANCE: Allowance = { units: EVENT_WORK, charge: () => undefined }

/**
 * That of a query on events as they come. A single event may cost a whole allowance; many of them, which whoever sends them
 * could make without end, a twentieth of a thread's time, and what an event is always allowed. What honest events cost is not counted.
 */
export class LiveAllowance implements Allowance {
  readonly #now: () => number
  #units = EVENT_WORK
  #refilledAt = 0

  /** `now` is a monotonic clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  get units(): number {
    if (this.#units < EVENT_WORK) this.#refill()
    return Math.max(ALWAYS_ALLOWED, this.#units)
  }

  /** Counts what an event has cost. */
  charge(units: number): void {
    if (units <= ALWAYS_ALLOWED) return
    this.#refill()
    this.#units = Math.max(0, this.#units - units)
  }

  #refill(): void {
    const now = this.#now()
    this.#units = Math.min(EVENT_WORK, this.#units + ((now - this.#refilledAt) / RECOVERY_MS) * EVENT_WORK)
    this.#refilledAt = now
  }
}
