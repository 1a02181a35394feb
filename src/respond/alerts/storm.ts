/** How many new alerts a window may bring before they are held back: of one rule, and in all. 0 turns one off. */
export type StormLimits = { readonly perRule: number; readonly global: number; readonly windowMs: number }

/** Whose storm held an alert back: its rule's, or that of all rules together. */
export type HeldBack = 'rule' | 'all'

/** The scope of the global limit. Those of rules are their ids, which are GUIDs. */
export const GLOBAL_SCOPE = 'storm-guard'

/** What new alerts of one scope are counted in. Times are milliseconds since the Unix epoch. */
export type StormWindow = {
  /** A rule's id, or GLOBAL_SCOPE. */
  readonly scope: string
  readonly endsAt: number
  /** Groups that wanted attention: new alerts, and in a storm those held back that had more matches. */
  readonly arrived: number
  /** That of the storm's summaries; null while there is no storm. */
  readonly groupKey: string | null
  /** The storm's latest summary. */
  readonly summaryId: string | null
  /** What the whole storm has held back. */
  readonly totalAlerts: number
  readonly totalMatches: number
  /** What this window has held back; the id and the times are null while that is nothing. */
  readonly firstAlertId: string | null
  readonly alerts: number
  readonly matches: number
  readonly firstSeen: number | null
  readonly lastSeen: number | null
}

export type ArrivalDecision =
  { readonly hold: false } | { readonly hold: true; readonly reason: 'limit reached' | 'storm goes on' }

/** Whether a scope's limit holds back the new alert that arrives in `window`. */
export function decideOnArrival({ arrived, groupKey }: StormWindow, limit: number): ArrivalDecision {
  if (limit === 0) return { hold: false }
  if (groupKey !== null) return { hold: true, reason: 'storm goes on' }
  return arrived < limit ? { hold: false } : { hold: true, reason: 'limit reached' }
}

/** Whether a window is over at `now`. One that ends too far off was begun before the clock was set back. */
export function isOver({ endsAt }: StormWindow, now: number, { windowMs }: StormLimits): boolean {
  return endsAt <= now || endsAt > latestEnd(now, windowMs)
}

export function latestEnd(now: number, windowMs: number): number {
  return now + 2 * windowMs
}

/** A storm goes on until a window brings no more than the limit, so that a long one does not let that many through again each window. */
export function goesOn(
  { arrived, endsAt, groupKey }: StormWindow,
  limit: number,
  now: number,
  { windowMs }: StormLimits,
): boolean {
  const windowPassedSince = now >= endsAt + windowMs
  return groupKey !== null && limit > 0 && arrived > limit && !windowPassedSince
}
