import type { Alert } from './alert.ts'

/** What the alert side tells of its work, once it is durable. */
export type AlertEvents = {
  /** An alert that will be delivered. `latencyMs` counts from the receipt of the event. */
  readonly alertStored: (alert: Alert, latencyMs: number) => void
  /** A match that an exclusion suppressed: kept, not delivered. */
  readonly matchSuppressed: (ruleId: string, exclusion: string) => void
  /** A match that only added to the count of an open group. */
  readonly matchGrouped: (ruleId: string) => void
  /** Matches lost: the store refused for so long that no more could be held in memory. */
  readonly matchesDropped: (count: number) => void
}
