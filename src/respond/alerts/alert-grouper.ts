import type { Match } from '../../detect/match.ts'
import type { Alert } from './alert.ts'
import type { AlertStore, StoredAlert } from './alert-store.ts'
import {
  belongsTo,
  decideOnDue,
  firstTimes,
  type Grouping,
  groupKey,
  latestDue,
  type OwnGrouping,
  withOwn,
  nextTimes,
  type OpenGroup,
} from './grouping.ts'
import type { Notification } from './notification.ts'
import type { Outcome } from './outcome.ts'
import type { StormGuard } from './storm-guard.ts'

/** What rules settle for themselves of the grouping of their alerts. */
export type RuleGroupings = {
  readonly of: (ruleId: string) => OwnGrouping
  /** The longest window that any of them has; 0 when none has its own. */
  readonly longestWindowMs: () => number
}

export type AlertGrouperOptions = {
  readonly alerts: AlertStore
  readonly grouping: Grouping
  /** Where a rule's own grouping differs. */
  readonly ruleGrouping?: RuleGroupings
  readonly guard: StormGuard
  /** Makes the alert of a match, with an id of its own. */
  readonly alertOf: (match: Match) => Alert
  /** Takes what the receivers are to be told. What it writes to the store commits, or not, together with the alert. */
  readonly notify: (notification: Notification) => void
}

/**
 * Turns matches into alerts, one a group, for as long as the group goes on. Every call runs inside a transaction of the store, which
 * keeps the open groups. `now` is in milliseconds since the Unix epoch.
 */
export class AlertGrouper {
  readonly #options: AlertGrouperOptions

  constructor(options: AlertGrouperOptions) {
    this.#options = options
  }

  record(match: Match, now: number): readonly Outcome[] {
    const { alerts } = this.#options
    const grouping = this.#groupingOf(match.ruleId)
    const key = groupKey(match, grouping.by)
    const open = alerts.groupOf(key)
    if (open === null) return this.#begin(match, key, now)
    const belongs = belongsTo(open, match.receivedAt, grouping)
    const counted = belongs ? this.#count(match, open, now) : { isCounted: false, outcomes: [] }
    return counted.isCounted ? counted.outcomes : [...counted.outcomes, ...this.#end(open, now), ...this.#begin(match, key, now)]
  }

  /** Looks at up to `limit` groups that are due at `now`, and at storms: tells what the receivers are to know. */
  endWindows(now: number, limit: number): readonly Outcome[] {
    const { alerts, grouping, guard, ruleGrouping } = this.#options
    const windowMs = Math.max(grouping.windowMs, ruleGrouping?.longestWindowMs() ?? 0)
    const due = alerts.dueGroups(now, latestDue(now, { windowMs }), limit)
    return [...due.flatMap((group) => this.#look(group, now)), ...guard.endWindows(now)]
  }

  /** When endWindows has something to do again; null: not before the next match. */
  nextEnd(): number | null {
    const { alerts, guard } = this.#options
    const times = [alerts.nextGroupDue(), guard.nextEnd()].filter((time) => time !== null)
    return times.length === 0 ? null : Math.min(...times)
  }

  #groupingOf(ruleId: string): Grouping {
    const { grouping, ruleGrouping } = this.#options
    return ruleGrouping === undefined ? grouping : withOwn(grouping, ruleGrouping.of(ruleId))
  }

  #count(match: Match, open: OpenGroup, now: number): { readonly isCounted: boolean; readonly outcomes: readonly Outcome[] } {
    const { alerts, guard } = this.#options
    const { key, alertId, heldBack } = open
    const admission = heldBack === null ? null : guard.countHeld(match, { ...open, heldBack }, now)
    if (admission?.heldBack === null) return { isCounted: false, outcomes: admission.outcomes }
    alerts.countMatch(alertId, match.receivedAt)
    alerts.touchGroup(key, match.receivedAt, admission?.arrivedIn ?? null)
    if (admission === null) return { isCounted: true, outcomes: [{ as: 'grouped', match }] }
    return { isCounted: true, outcomes: [...admission.outcomes, { as: 'held back', match, alert: null }] }
  }

  #begin(match: Match, key: string, now: number): readonly Outcome[] {
    const { alerts, guard, alertOf, notify } = this.#options
    const grouping = this.#groupingOf(match.ruleId)
    const alert = alertOf(match)
    const admission = match.exclusion === null ? guard.admit({ match, alert, now }) : null
    const { heldBack, arrivedIn, outcomes } = admission ?? { heldBack: null, arrivedIn: null, outcomes: [] }
    alerts.insert(alert, match.exclusion, heldBack)
    alerts.openGroup({ key, alertId: alert.id, ...firstTimes(match.receivedAt, grouping), toldCount: 1, heldBack, arrivedIn })
    if (match.exclusion !== null) return [{ as: 'suppressed', match, alert }]
    if (heldBack !== null) return [...outcomes, { as: 'held back', match, alert }]
    notify({ type: 'alert.created', timestamp: alert.detectedAt, alert, groupKey: key, end: 'none' })
    return [...outcomes, { as: 'created', match, alert }]
  }

  #look(group: OpenGroup, now: number): readonly Outcome[] {
    const { alerts } = this.#options
    const stored = alerts.get(group.alertId)
    const grouping = this.#groupingOf(stored?.alert.rule.id ?? '')
    const count = stored?.alert.count ?? group.toldCount
    const { kind } = decideOnDue(group, count, now, grouping)
    if (kind === 'end') return this.#end(group, now)
    const toldCount = kind === 'update' ? count : group.toldCount
    alerts.rescheduleGroup({ key: group.key, toldCount, ...nextTimes(group, now, grouping) })
    return kind === 'update' ? this.#tell(group, stored, 'none', now) : []
  }

  #end(group: OpenGroup, now: number): readonly Outcome[] {
    const { alerts } = this.#options
    alerts.endGroup(group.key)
    const stored = alerts.get(group.alertId)
    return this.#tell(group, stored, (stored?.alert.count ?? 0) > group.toldCount ? 'with news' : 'quiet', now)
  }

  /** Tells of a group, unless the receivers do not know it. */
  #tell({ key }: OpenGroup, stored: StoredAlert | null, end: Notification['end'], now: number): readonly Outcome[] {
    if (stored === null || stored.exclusion !== null || stored.heldBack !== null) return []
    this.#options.notify({
      type: 'alert.updated',
      timestamp: new Date(now).toISOString(),
      alert: stored.alert,
      groupKey: key,
      end,
    })
    return [{ as: 'updated' }]
  }
}
