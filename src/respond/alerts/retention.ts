import type { StatementSync } from 'node:sqlite'
import type { Clock } from './clock.ts'
import { isStoreUnavailable, type Store } from './store.ts'

/** What is kept. A limit of 0 is none. */
export type RetentionLimits = {
  /** Alerts without a match for longer are removed. */
  readonly ageMs: number
  /** Beyond this the oldest are removed. */
  readonly sizeBytes: number
}

export type RetentionReason = 'age' | 'size'

export type RetentionEvents = {
  readonly alertsRemoved: (count: number, reason: RetentionReason) => void
  /** A look through the store has ended; `usedBytes` is what is left. Over the limit when nothing more may be removed. */
  readonly retentionDone: (usedBytes: number, isOverLimit: boolean) => void
}

export type RetentionOptions = {
  readonly store: Store
  readonly clock: Clock
  readonly limits: RetentionLimits
  readonly events: RetentionEvents
}

type Candidate = { readonly seq: number; readonly id: string; readonly lastSeen: number; readonly isUnsettled: number }

/** Alerts looked at in one transaction: a write of matches waits for no longer than a few milliseconds. */
const BATCH = 200

/** Free pages given back after a batch, and those that are kept for what comes next: 4 MiB. */
const SHRINK_PAGES = 512
const SPARE_PAGES = 1024

const PAUSE_MS = 20
const INTERVAL_MS = 600_000

/**
 * Removes old alerts with their deliveries, in small steps. Only what is settled: no open group, no delivery that waits, no dead letter
 * younger than the age limit. From the oldest alert on, as far as there is something to remove.
 */
export class Retention {
  readonly #options: RetentionOptions
  readonly #candidates: StatementSync
  readonly #removeDeliveries: StatementSync
  readonly #removeAlert: StatementSync
  #position = 0
  #cancel: () => void = () => undefined

  constructor(options: RetentionOptions) {
    const { store } = options
    this.#options = options
    this.#candidates = store.prepare(
      `SELECT seq, id, last_seen AS lastSeen, EXISTS (SELECT 1 FROM open_groups WHERE alert_id = alerts.id) OR EXISTS (
         SELECT 1 FROM deliveries WHERE alert_id = alerts.id AND (state = 'pending' OR (state = 'dead' AND created_at >= :oldest))
       ) AS isUnsettled
       FROM alerts WHERE seq > :after ORDER BY seq LIMIT :limit`,
    )
    this.#removeDeliveries = store.prepare('DELETE FROM deliveries WHERE alert_id = ?')
    this.#removeAlert = store.prepare('DELETE FROM alerts WHERE seq = ?')
  }

  /** Looks at once, and from then on every ten minutes. */
  start(): void {
    this.#wait(0)
  }

  close(): void {
    this.#cancel()
  }

  #wait(ms: number): void {
    this.#cancel = this.#options.clock.setTimer(ms, () => this.#work())
  }

  #work(): void {
    try {
      const isDone = this.#step(this.#options.clock.now())
      if (isDone) this.#done()
      this.#wait(isDone ? INTERVAL_MS : PAUSE_MS)
    } catch (error) {
      if (!isStoreUnavailable(error)) throw error
      // The store's own events tell of it.
      this.#wait(INTERVAL_MS)
    }
  }

  /** Looks at the next batch. True when there is nothing more to remove. */
  #step(now: number): boolean {
    const { store, limits, events } = this.#options
    const oldest = limits.ageMs === 0 ? -Infinity : now - limits.ageMs
    const isOverSize = this.#isOverSize()
    const reasonOf = ({ lastSeen }: Candidate): RetentionReason | null => {
      if (lastSeen < oldest) return 'age'
      return isOverSize ? 'size' : null
    }
    const batch = store.read(() => this.#candidates.all({ after: this.#position, oldest, limit: BATCH })) as Candidate[]
    const wanted = Object.groupBy(batch, (candidate) => reasonOf(candidate) ?? 'keep')
    for (const reason of ['age', 'size'] as const) {
      const settled = (wanted[reason] ?? []).filter(({ isUnsettled }) => isUnsettled === 0)
      if (settled.length === 0) continue
      this.#remove(settled)
      events.alertsRemoved(settled.length, reason)
    }
    if (store.freePages() > SPARE_PAGES) store.shrink(SHRINK_PAGES)
    this.#position = batch.at(-1)?.seq ?? 0
    // Alerts are in the order of their age, but for groups that went on: a batch with nothing to remove ends the search.
    const isLast = batch.length < BATCH || batch.length === wanted['keep']?.length
    return isLast && (!store.opening.shrinks || store.freePages() <= SPARE_PAGES)
  }

  #remove(alerts: readonly Candidate[]): void {
    this.#options.store.transaction(() => {
      for (const { seq, id } of alerts) {
        this.#removeDeliveries.run(id)
        this.#removeAlert.run(seq)
      }
    })
  }

  #done(): void {
    this.#position = 0
    this.#options.events.retentionDone(this.#options.store.usedBytes(), this.#isOverSize())
  }

  #isOverSize(): boolean {
    const { store, limits } = this.#options
    return limits.sizeBytes > 0 && store.usedBytes() > limits.sizeBytes
  }
}
