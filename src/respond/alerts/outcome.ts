import type { Match } from '../../detect/match.ts'
import type { Alert } from './alert.ts'

/** What has happened on the alert side, to be told once it is durable. */
export type Outcome =
  | { readonly as: 'created'; readonly match: Match; readonly alert: Alert }
  /** An exclusion suppresses it. */
  | { readonly as: 'suppressed'; readonly match: Match; readonly alert: Alert }
  /** One more in the count of an open group. */
  | { readonly as: 'grouped'; readonly match: Match }
  /** `alert`: the one that it made; null: it only adds to the count of one that was held back before. */
  | { readonly as: 'held back'; readonly match: Match; readonly alert: Alert | null }
  /** The receivers are told of a group's count, or of its end. */
  | { readonly as: 'updated' }
  /** `ruleName` null: a storm of all rules together. */
  | { readonly as: 'storm began'; readonly scope: string; readonly ruleName: string | null }
  | { readonly as: 'summarised'; readonly alert: Alert }
  /** `alerts` and `matches`: all that it held back. */
  | { readonly as: 'storm ended'; readonly scope: string; readonly alerts: number; readonly matches: number }
