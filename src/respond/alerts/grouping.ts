import { hash } from 'node:crypto'
import type { ColumnName } from '../../decode/common-security-log/columns.ts'
import type { Row } from '../../decode/common-security-log/row.ts'
import type { Match } from '../../detect/match.ts'

export type Grouping = {
  /** Columns whose values, with the rule, make a group. null: SourceIP and the destination. */
  readonly by: readonly ColumnName[] | null
  readonly windowMs: number
}

/** A group whose window has not been ended. Times are milliseconds since the Unix epoch. */
export type OpenGroup = { readonly key: string; readonly alertId: string; readonly startsAt: number; readonly endsAt: number }

export type MatchDecision =
  | { readonly deliver: true; readonly type: 'alert.created' }
  /** An alert of its own, kept because of an exclusion and never delivered. */
  | { readonly deliver: false; readonly reason: 'suppressed' }
  /** Counted in the alert of its open group. */
  | { readonly deliver: false; readonly reason: 'grouped'; readonly alertId: string }

export type WindowDecision =
  | { readonly deliver: true; readonly type: 'alert.updated' }
  | { readonly deliver: false; readonly reason: 'nothing new' | 'suppressed' }

/**
 * Names the group of a match: the rule, the exclusion if one suppresses it, and the values of the grouping's columns (ignoring case).
 * Hashed, because an attacker chooses how long those values are.
 */
export function groupKey(match: Match, by: Grouping['by']): string {
  const values = by === null ? [match.row.SourceIP, destinationOf(match.row)] : by.map((column) => match.row[column])
  const texts = values.map((value) => String(value ?? '').toLowerCase())
  return hash('sha256', JSON.stringify([match.ruleId, match.exclusion, ...texts]), 'base64url')
}

/** What becomes of a match whose group is `open` (null: none is). Time is that of the event's receipt, not that of storing it. */
export function decideOnMatch(match: Match, open: OpenGroup | null): MatchDecision {
  if (open !== null && isWithin(open, match.receivedAt)) return { deliver: false, reason: 'grouped', alertId: open.alertId }
  return match.exclusion === null ? { deliver: true, type: 'alert.created' } : { deliver: false, reason: 'suppressed' }
}

/** What the end of a group's window tells the receivers. */
export function decideOnWindowEnd(count: number, exclusion: string | null): WindowDecision {
  if (exclusion !== null) return { deliver: false, reason: 'suppressed' }
  return count > 1 ? { deliver: true, type: 'alert.updated' } : { deliver: false, reason: 'nothing new' }
}

function destinationOf(row: Row): string | undefined {
  return row.DestinationHostName ?? row.DestinationDnsDomain ?? row.DestinationIP
}

/**
 * Workers hand matches over slightly out of order, so one from just before the start belongs too. One from a whole window before means
 * that the clock was set back: it must not be swallowed until that far-off window ends.
 */
function isWithin({ startsAt, endsAt }: OpenGroup, time: number): boolean {
  return Math.abs(time - startsAt) < endsAt - startsAt
}
