import type { Match } from '../../detect/match.ts'
import type { Alert } from './alert.ts'
import type { AlertStore } from './alert-store.ts'
import { decideOnMatch, decideOnWindowEnd, type Grouping, groupKey, type OpenGroup } from './grouping.ts'
import type { Notification } from './notification.ts'

/** What became of a match: an alert, which goes out or is kept as suppressed, or one more in the count of another. */
export type Recorded =
  | { readonly as: 'created' | 'suppressed'; readonly match: Match; readonly alert: Alert }
  | { readonly as: 'grouped'; readonly match: Match }

export type AlertGrouperOptions = {
  readonly alerts: AlertStore
  readonly grouping: Grouping
  /** Where a rule's own grouping differs. */
  readonly groupingOf?: (ruleId: string) => Partial<Grouping>
  /** Makes the alert of a match, with an id of its own. */
  readonly alertOf: (match: Match) => Alert
  /** Takes what the receivers are to be told. What it writes to the store commits, or not, together with the alert. */
  readonly notify: (notification: Notification) => void
}

/** Turns matches into alerts, one a group and window. Every call runs inside a transaction of the store, which keeps the open groups. */
export class AlertGrouper {
  readonly #options: AlertGrouperOptions

  constructor(options: AlertGrouperOptions) {
    this.#options = options
  }

  record(match: Match): Recorded {
    const { alerts, groupingOf, alertOf, notify } = this.#options
    const grouping = { ...this.#options.grouping, ...groupingOf?.(match.ruleId) }
    const key = groupKey(match, grouping.by)
    const open = alerts.groupOf(key)
    const decision = decideOnMatch(match, open)
    if (!decision.deliver && decision.reason === 'grouped') {
      alerts.countMatch(decision.alertId, match.receivedAt)
      return { as: 'grouped', match }
    }
    if (open !== null) this.#end(open, match.detectedAt)
    const alert = alertOf(match)
    alerts.insert(alert, match.exclusion)
    alerts.openGroup({ key, alertId: alert.id, startsAt: match.receivedAt, endsAt: match.receivedAt + grouping.windowMs })
    if (!decision.deliver) return { as: 'suppressed', match, alert }
    notify({ type: decision.type, timestamp: alert.detectedAt, alert, groupKey: key, end: 'none' })
    return { as: 'created', match, alert }
  }

  /** Ends up to `limit` windows that are over at `now`. True when one of them told the receivers something. */
  endWindows(now: number, limit: number): boolean {
    return this.#options.alerts
      .endedGroups(now, limit)
      .map((group) => this.#end(group, now))
      .includes(true)
  }

  #end({ key, alertId }: OpenGroup, now: number): boolean {
    const { alerts, notify } = this.#options
    alerts.endGroup(key)
    const stored = alerts.get(alertId)
    if (stored === null) return false
    const decision = decideOnWindowEnd(stored.alert.count, stored.exclusion)
    if (!decision.deliver) return false
    notify({ type: decision.type, timestamp: new Date(now).toISOString(), alert: stored.alert, groupKey: key, end: 'with news' })
    return true
  }
}
