import type { Match } from '../../detect/match.ts'
import type { Alert } from './alert.ts'
import type { AlertStore } from './alert-store.ts'
import { destinationOf } from './grouping.ts'
import type { Notification } from './notification.ts'
import type { Outcome } from './outcome.ts'
import {
  decideOnArrival,
  GLOBAL_SCOPE,
  goesOn,
  type HeldBack,
  isOver,
  latestEnd,
  type StormLimits,
  type StormWindow,
} from './storm.ts'
import type { StormStore, Tallies, TallySide } from './storm-store.ts'
import { stormSummary, UNKNOWN } from './storm-summary.ts'

export type StormGuardOptions = {
  readonly alerts: AlertStore
  readonly storms: StormStore
  readonly limits: StormLimits
  readonly newAlertId: () => string
  readonly notify: (notification: Notification) => void
}

/** A new alert, with the match that made it. `now` is in milliseconds since the Unix epoch. */
type Arrival = { readonly match: Match; readonly alert: Alert; readonly now: number }

type HeldGroup = { readonly alertId: string; readonly heldBack: HeldBack; readonly arrivedIn: number | null }

/** What the guard says of a new alert, or of one more match of an alert that it held back. */
export type Admission = {
  readonly heldBack: HeldBack | null
  /** The end of the window that counted it, where it was held back. */
  readonly arrivedIn: number | null
  readonly outcomes: readonly Outcome[]
}

/** How many sources and destinations a summary names. */
const TOP = 5

/** No DNS name is longer (RFC 1035, section 2.3.4); what a request claims for one may be. */
const MAX_VALUE = 253

/**
 * Keeps a storm of new alerts from the receivers: beyond the limits they are stored, and one summary a window tells of them. Every call
 * runs inside a transaction of the store, which keeps all state. `now` is in milliseconds since the Unix epoch: what floods a receiver is
 * when it is told, not when the events came.
 */
export class StormGuard {
  readonly #options: StormGuardOptions

  constructor(options: StormGuardOptions) {
    this.#options = options
  }

  /** Whether receivers may be told of a new alert. */
  admit(arrival: Arrival): Admission {
    const { storms, limits } = this.#options
    const rule = this.#windowOf(arrival.match.ruleId, arrival.now)
    const all = this.#windowOf(GLOBAL_SCOPE, arrival.now)
    const outcomes = [...rule.outcomes, ...all.outcomes]
    const byRule = decideOnArrival(rule.window, limits.perRule)
    const decision = byRule.hold ? byRule : decideOnArrival(all.window, limits.global)
    if (decision.hold) {
      const { window } = byRule.hold ? rule : all
      if (decision.reason === 'limit reached') outcomes.push(this.#beginStorm(window, arrival))
      this.#hold(window, arrival)
      return { heldBack: byRule.hold ? 'rule' : 'all', arrivedIn: window.endsAt, outcomes }
    }
    for (const { scope } of [rule.window, all.window]) storms.arrive(scope)
    return { heldBack: null, arrivedIn: null, outcomes }
  }

  /**
   * Counts one more match of a group that was held back. Held back no more (null) when the storm is over: whoever it is goes on, and the
   * receivers do not know.
   */
  countHeld(match: Match, { alertId, heldBack, arrivedIn }: HeldGroup, now: number): Admission {
    const { storms } = this.#options
    const { window, outcomes } = this.#windowOf(heldBack === 'rule' ? match.ruleId : GLOBAL_SCOPE, now)
    if (window.groupKey === null) return { heldBack: null, arrivedIn: null, outcomes }
    if (arrivedIn !== window.endsAt) storms.arrive(window.scope)
    storms.hold(window.scope, { alertId, isNew: false, seenAt: match.receivedAt, tallies: talliesOf(match) })
    return { heldBack, arrivedIn: window.endsAt, outcomes }
  }

  /** Ends the windows that are over at `now`: sums up what they have held back. */
  endWindows(now: number): readonly Outcome[] {
    const { storms, limits } = this.#options
    return storms.over(now, latestEnd(now, limits.windowMs)).flatMap((window) => this.#end(window, now))
  }

  /** When the next window ends; null when there is none. */
  nextEnd(): number | null {
    return this.#options.storms.nextEnd()
  }

  /** The window of a scope that `now` is in; the one before is ended. */
  #windowOf(scope: string, now: number): { readonly window: StormWindow; readonly outcomes: readonly Outcome[] } {
    const { storms, limits } = this.#options
    const known = storms.get(scope)
    if (known !== null && !isOver(known, now, limits)) return { window: known, outcomes: [] }
    const outcomes = known === null ? [] : this.#end(known, now)
    return { window: storms.get(scope) ?? storms.begin(scope, now + limits.windowMs), outcomes }
  }

  #beginStorm({ scope }: StormWindow, { alert, now }: Arrival): Outcome {
    this.#options.storms.beginStorm(scope, `${scope} ${new Date(now).toISOString()}`)
    return { as: 'storm began', scope, ruleName: scope === GLOBAL_SCOPE ? null : alert.rule.name }
  }

  #hold({ scope }: StormWindow, { match, alert }: Arrival): void {
    const { storms } = this.#options
    const tallies = { ...talliesOf(match), severity: alert.rule.severity }
    storms.arrive(scope)
    storms.hold(scope, { alertId: alert.id, isNew: true, seenAt: match.receivedAt, tallies })
  }

  #end(window: StormWindow, now: number): readonly Outcome[] {
    const { storms, limits } = this.#options
    const { scope, groupKey, totalAlerts, totalMatches } = window
    const summary = groupKey === null ? null : this.#summarise(window, groupKey, now)
    const more = goesOn(window, scope === GLOBAL_SCOPE ? limits.global : limits.perRule, now, limits)
    storms.end(scope, more ? now + limits.windowMs : null)
    const summarised: readonly Outcome[] = summary === null ? [] : [{ as: 'summarised', alert: summary }]
    if (more || groupKey === null) return summarised
    this.#tellEnd(groupKey, summary?.id ?? window.summaryId, now)
    return [...summarised, { as: 'storm ended', scope, alerts: totalAlerts, matches: totalMatches }]
  }

  #summarise(window: StormWindow, groupKey: string, now: number): Alert | null {
    const { alerts, storms, newAlertId, notify } = this.#options
    const { scope, firstAlertId } = window
    const first = firstAlertId === null ? null : alerts.get(firstAlertId)
    if (first === null) return null
    const top = (side: TallySide) => storms.top(scope, side, TOP)
    const counts = {
      sources: top('source'),
      destinations: top('destination'),
      devices: top('device'),
      severities: top('severity'),
    }
    const alert = stormSummary({ window, ...counts }, first.alert, newAlertId(), now)
    alerts.insertSummary(alert)
    storms.summarised(scope, alert.id)
    notify({ type: 'alert.created', timestamp: alert.detectedAt, alert, groupKey, end: 'none' })
    return alert
  }

  /** For receivers that keep state: the storm is over. */
  #tellEnd(groupKey: string, summaryId: string | null, now: number): void {
    const { alerts, notify } = this.#options
    const last = summaryId === null ? null : alerts.get(summaryId)
    if (last === null) return
    notify({ type: 'alert.updated', timestamp: new Date(now).toISOString(), alert: last.alert, groupKey, end: 'quiet' })
  }
}

function talliesOf({ row, device }: Match): Tallies {
  const text = (value: string | undefined): string => (value ?? UNKNOWN).slice(0, MAX_VALUE)
  return { source: text(row.SourceIP), destination: text(destinationOf(row)), device }
}
