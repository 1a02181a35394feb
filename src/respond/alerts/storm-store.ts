import type { StatementSync } from 'node:sqlite'
import type { StormWindow } from './storm.ts'
import type { Store } from './store.ts'

/** What is counted of the matches that a window holds back; severities of alerts, over the whole storm. */
export type TallySide = 'source' | 'destination' | 'device' | 'severity'

export type Tally = { readonly value: string; readonly matches: number }

export type Tallies = { readonly [side in TallySide]?: string }

/** One match that is held back. */
export type HeldMatch = {
  /** The alert that it counts in. */
  readonly alertId: string
  /** Whether it made that alert. */
  readonly isNew: boolean
  readonly seenAt: number
  readonly tallies: Tallies
}

const WINDOW = `scope, ends_at AS endsAt, arrived, group_key AS groupKey, summary_id AS summaryId, total_alerts AS totalAlerts,
  total_matches AS totalMatches, first_alert_id AS firstAlertId, alerts, matches, first_seen AS firstSeen, last_seen AS lastSeen`

/*
 * Rows are cast to what their statements select; STRICT tables hold the types.
 */

/** The storm guard's counts, kept so that a restart goes on with them. Writers run inside a transaction of the store. */
export class StormStore {
  readonly #store: Store
  readonly #begin: StatementSync
  readonly #get: StatementSync
  readonly #arrive: StatementSync
  readonly #beginStorm: StatementSync
  readonly #hold: StatementSync
  readonly #tally: StatementSync
  readonly #top: StatementSync
  readonly #summarise: StatementSync
  readonly #renew: StatementSync
  readonly #remove: StatementSync
  readonly #forget: StatementSync
  readonly #over: StatementSync
  readonly #nextEnd: StatementSync
  readonly #storms: StatementSync

  constructor(store: Store) {
    this.#store = store
    this.#begin = store.prepare('INSERT INTO storm_windows (scope, ends_at) VALUES (?, ?)')
    this.#get = store.prepare(`SELECT ${WINDOW} FROM storm_windows WHERE scope = ?`)
    this.#arrive = store.prepare('UPDATE storm_windows SET arrived = arrived + 1 WHERE scope = ?')
    this.#beginStorm = store.prepare('UPDATE storm_windows SET group_key = ? WHERE scope = ?')
    this.#hold = store.prepare(
      `UPDATE storm_windows SET matches = matches + 1, total_matches = total_matches + 1,
         alerts = alerts + :new, total_alerts = total_alerts + :new, first_alert_id = coalesce(first_alert_id, :alertId),
         first_seen = min(coalesce(first_seen, :seenAt), :seenAt),
         last_seen = max(coalesce(last_seen, :seenAt), :seenAt)
       WHERE scope = :scope`,
    )
    this.#tally = store.prepare(
      `INSERT INTO storm_tallies (scope, side, value, matches) VALUES (?, ?, ?, 1)
       ON CONFLICT (scope, side, value) DO UPDATE SET matches = matches + 1`,
    )
    this.#top = store.prepare(
      'SELECT value, matches FROM storm_tallies WHERE scope = ? AND side = ? ORDER BY matches DESC, value LIMIT ?',
    )
    this.#summarise = store.prepare('UPDATE storm_windows SET summary_id = ? WHERE scope = ?')
    this.#renew = store.prepare(
      `UPDATE storm_windows SET ends_at = :endsAt, arrived = 0, first_alert_id = NULL, alerts = 0, matches = 0, first_seen = NULL,
         last_seen = NULL WHERE scope = :scope`,
    )
    this.#remove = store.prepare('DELETE FROM storm_windows WHERE scope = ?')
    this.#forget = store.prepare('DELETE FROM storm_tallies WHERE scope = ? AND side <> ?')
    this.#over = store.prepare(`SELECT ${WINDOW} FROM storm_windows WHERE ends_at <= ? OR ends_at > ?`)
    this.#nextEnd = store.prepare('SELECT min(ends_at) AS at FROM storm_windows')
    this.#storms = store.prepare(`SELECT ${WINDOW} FROM storm_windows WHERE group_key IS NOT NULL ORDER BY scope`)
  }

  get(scope: string): StormWindow | null {
    return (this.#get.get(scope) ?? null) as StormWindow | null
  }

  /** Begins the window of a scope that has none. */
  begin(scope: string, endsAt: number): StormWindow {
    this.#begin.run(scope, endsAt)
    const counts = { arrived: 0, totalAlerts: 0, totalMatches: 0, alerts: 0, matches: 0 }
    return { scope, endsAt, ...counts, groupKey: null, summaryId: null, firstAlertId: null, firstSeen: null, lastSeen: null }
  }

  arrive(scope: string): void {
    this.#arrive.run(scope)
  }

  beginStorm(scope: string, groupKey: string): void {
    this.#beginStorm.run(groupKey, scope)
  }

  hold(scope: string, { alertId, isNew, seenAt, tallies }: HeldMatch): void {
    this.#hold.run({ scope, alertId, new: isNew ? 1 : 0, seenAt })
    for (const [side, value] of Object.entries(tallies)) this.#tally.run(scope, side, value)
  }

  /** The values that had the most matches in the window of a scope. */
  top(scope: string, side: TallySide, limit: number): readonly Tally[] {
    return this.#top.all(scope, side, limit) as Tally[]
  }

  summarised(scope: string, summaryId: string): void {
    this.#summarise.run(summaryId, scope)
  }

  /** Ends the window of a scope; the storm goes on in another one, until `endsAt`, or is over (null). */
  end(scope: string, endsAt: number | null): void {
    this.#forget.run(scope, endsAt === null ? '' : 'severity')
    if (endsAt === null) this.#remove.run(scope)
    else this.#renew.run({ scope, endsAt })
  }

  /** The windows that are over at `now`, and those that end after `latest`. */
  over(now: number, latest: number): readonly StormWindow[] {
    return this.#over.all(now, latest) as StormWindow[]
  }

  /** When the next window ends; null when there is none. */
  nextEnd(): number | null {
    const at = this.#store.read(() => this.#nextEnd.get())?.['at']
    return typeof at === 'number' ? at : null
  }

  /** The storms that go on. */
  storms(): readonly StormWindow[] {
    return this.#store.read(() => this.#storms.all()) as StormWindow[]
  }
}
