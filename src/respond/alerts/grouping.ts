import { hash } from 'node:crypto'
import type { ColumnName } from '../../decode/common-security-log/columns.ts'
import type { Row } from '../../decode/common-security-log/row.ts'
import type { Match } from '../../detect/match.ts'
import type { HeldBack } from './storm.ts'

export type Grouping = {
  /** Columns whose values, with the rule, make a group. null: SourceIP and the destination. */
  readonly by: readonly ColumnName[] | null
  /** A group is told of at most once a window. */
  readonly windowMs: number
  /** A group is over when it has had no match for this long. */
  readonly closeAfterMs: number
  /** And at the latest after this long. */
  readonly maxDurationMs: number
}

/** What of the grouping a rule settles for itself. */
export type OwnGrouping = Partial<Pick<Grouping, 'by' | 'windowMs'>>

/** A group that goes on. Times are milliseconds since the Unix epoch. */
export type OpenGroup = {
  readonly key: string
  readonly alertId: string
  /** Receipt of the first match, and of the latest. */
  readonly startsAt: number
  readonly lastMatchAt: number
  readonly windowEndsAt: number
  /** When to look at it next. */
  readonly dueAt: number
  /** The count that the receivers know. */
  readonly toldCount: number
  readonly heldBack: HeldBack | null
  /** The end of the storm window that last counted it. */
  readonly arrivedIn: number | null
}

export type DueDecision =
  | { readonly kind: 'end'; readonly reason: 'quiet' | 'at its longest' | 'clock set back' }
  | { readonly kind: 'update' }
  | { readonly kind: 'wait'; readonly reason: 'nothing new' | 'window goes on' }

/**
 * Names the group of a match: the rule, the exclusion if one suppresses it, the values of the grouping's columns (ignoring
 * case), and the result if the event has several.
 * Hashed, because an attacker chooses how long those values are.
 */
export function groupKey(match: Match, by: Grouping['by']): string {
  const values = by === null ? [match.row.SourceIP, destinationOf(match.row)] : by.map((column) => match.row[column])
  const texts = values.map((value) => String(value ?? '').toLowerCase())
  const result = match.result === null ? [] : [match.result]
  return hash('sha256', JSON.stringify([match.ruleId, match.exclusion, ...texts, ...result]), 'base64url')
}

/** The grouping of a rule that settles some of it for itself: its window is also the least that a group lasts without a match. */
export function withOwn(grouping: Grouping, own: OwnGrouping): Grouping {
  const { windowMs = 0 } = own
  const closeAfterMs = Math.max(grouping.closeAfterMs, windowMs)
  return { ...grouping, ...own, closeAfterMs, maxDurationMs: Math.max(grouping.maxDurationMs, windowMs) }
}

/** The destination's host name where known, otherwise its address. */
export function destinationOf(row: Row): string | undefined {
  return row.DestinationHostName ?? row.DestinationDnsDomain ?? row.DestinationIP
}

/**
 * Whether a match received at `time` belongs to a group. Workers hand matches over slightly out of order, so one from just before the
 * latest does. One from a whole window before means that the clock was set back: it must not be swallowed by a group of the future.
 */
export function belongsTo(group: OpenGroup, time: number, grouping: Grouping): boolean {
  return time > group.lastMatchAt - grouping.windowMs && time < closesAt(group, grouping)
}

/** The times of a group that begins at `startsAt`. */
export function firstTimes(
  startsAt: number,
  grouping: Grouping,
): Pick<OpenGroup, 'startsAt' | 'lastMatchAt' | 'windowEndsAt' | 'dueAt'> {
  const begun = { startsAt, lastMatchAt: startsAt }
  return { ...begun, ...nextTimes(begun, startsAt, grouping) }
}

/** When the window that `now` is in ends, and when to look at the group next. */
export function nextTimes(
  group: Pick<OpenGroup, 'startsAt' | 'lastMatchAt'>,
  now: number,
  grouping: Grouping,
): Pick<OpenGroup, 'windowEndsAt' | 'dueAt'> {
  const { windowMs } = grouping
  const windowEndsAt = group.startsAt + (Math.floor((now - group.startsAt) / windowMs) + 1) * windowMs
  return { windowEndsAt, dueAt: Math.min(windowEndsAt, closesAt(group, grouping)) }
}

/** A group that is due later than this was made before the clock was set back: none waits longer than a window. */
export function latestDue(now: number, { windowMs }: Pick<Grouping, 'windowMs'>): number {
  return now + 2 * windowMs
}

/** What becomes of a group, with `count` matches, that is looked at. */
export function decideOnDue(group: OpenGroup, count: number, now: number, grouping: Grouping): DueDecision {
  if (group.dueAt > latestDue(now, grouping)) return { kind: 'end', reason: 'clock set back' }
  if (now >= group.startsAt + grouping.maxDurationMs) return { kind: 'end', reason: 'at its longest' }
  if (now >= group.lastMatchAt + grouping.closeAfterMs) return { kind: 'end', reason: 'quiet' }
  if (now < group.windowEndsAt) return { kind: 'wait', reason: 'window goes on' }
  return count > group.toldCount ? { kind: 'update' } : { kind: 'wait', reason: 'nothing new' }
}

function closesAt({ startsAt, lastMatchAt }: Pick<OpenGroup, 'startsAt' | 'lastMatchAt'>, grouping: Grouping): number {
  return Math.min(lastMatchAt + grouping.closeAfterMs, startsAt + grouping.maxDurationMs)
}
