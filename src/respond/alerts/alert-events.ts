import type { Alert } from './alert.ts'

/** What the alert side tells of its work, once it is durable. */
export type AlertEvents = {
  /** An alert that will be delivered. `latencyMs` counts from the receipt of the event. */
  readonly alertStored: (alert: Alert, latencyMs: number) => void
  /** A match that an exclusion suppressed: kept, not delivered. */
  readonly matchSuppressed: (ruleId: string, exclusion: string) => void
  /** A match that only added to the count of an open group. */
  readonly matchGrouped: (ruleId: string) => void
  /** An alert that a storm held back: durable, not delivered. */
  readonly alertHeldBack: (alert: Alert) => void
  /** A match of an alert that a storm held back, the first of it included. */
  readonly matchHeldBack: (ruleId: string) => void
  /** More new alerts than the limit: from now on they are held back. `ruleName` null: of all rules together. */
  readonly stormBegan: (ruleName: string | null) => void
  /** The alert that tells of what a storm has held back. */
  readonly stormSummarised: (summary: Alert) => void
  /** `alerts` and `matches`: what the whole storm has held back. `scope` is a rule's id, or GLOBAL_SCOPE. */
  readonly stormEnded: (scope: string, alerts: number, matches: number) => void
  /** Matches lost: the store refused for so long that no more could be held in memory. */
  readonly matchesDropped: (count: number) => void
}
