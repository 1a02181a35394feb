import type { StatementSync } from 'node:sqlite'
import type { Alert } from './alert.ts'
import type { OpenGroup } from './grouping.ts'
import { type Listing, type Page, type PageRequest, readPage, type SqlRow } from './page.ts'
import type { Store } from './store.ts'

export type AlertStatus = 'open' | 'suppressed'

/** An alert as it is kept, with what has been counted since. `exclusion` names the one that suppressed it, or is null. */
export type StoredAlert = { readonly alert: Alert; readonly status: AlertStatus; readonly exclusion: string | null }

/** `rule` is a rule's id. */
export type AlertFilter = PageRequest & { readonly status?: AlertStatus | undefined; readonly rule?: string | undefined }

const COLUMNS = 'id, status, exclusion, count, last_seen, data'

const LISTING: Listing<StoredAlert> = { table: 'alerts', columns: COLUMNS, itemOf: alertOf }

/*
 * Rows are cast to what their statements select; STRICT tables hold the types.
 */

/** Alerts and the open groups. Writers run inside a transaction of the store. */
export class AlertStore {
  readonly #store: Store
  readonly #insert: StatementSync
  readonly #count: StatementSync
  readonly #get: StatementSync
  readonly #counts: StatementSync
  readonly #openGroup: StatementSync
  readonly #groupOf: StatementSync
  readonly #endGroup: StatementSync
  readonly #ended: StatementSync
  readonly #nextEnd: StatementSync

  constructor(store: Store) {
    this.#store = store
    this.#insert = store.prepare(
      `INSERT INTO alerts (id, rule_id, status, exclusion, count, last_seen, data)
       VALUES (:id, :ruleId, :status, :exclusion, :count, :lastSeen, :data)`,
    )
    this.#count = store.prepare('UPDATE alerts SET count = count + 1, last_seen = max(last_seen, ?) WHERE id = ?')
    this.#get = store.prepare(`SELECT ${COLUMNS} FROM alerts WHERE id = ?`)
    this.#counts = store.prepare('SELECT status, count(*) AS count FROM alerts GROUP BY status')
    this.#openGroup = store.prepare(
      'INSERT INTO open_groups (key, alert_id, starts_at, ends_at) VALUES (:key, :alertId, :startsAt, :endsAt)',
    )
    const group = 'SELECT key, alert_id AS alertId, starts_at AS startsAt, ends_at AS endsAt FROM open_groups'
    this.#groupOf = store.prepare(`${group} WHERE key = ?`)
    this.#endGroup = store.prepare('DELETE FROM open_groups WHERE key = ?')
    this.#ended = store.prepare(`${group} WHERE ends_at <= ? ORDER BY ends_at LIMIT ?`)
    this.#nextEnd = store.prepare('SELECT min(ends_at) AS at FROM open_groups')
  }

  insert(alert: Alert, exclusion: string | null): void {
    const { id, rule, count, lastSeen } = alert
    const status: AlertStatus = exclusion === null ? 'open' : 'suppressed'
    const data = JSON.stringify(alert)
    this.#insert.run({ id, ruleId: rule.id, status, exclusion, count, lastSeen: Date.parse(lastSeen), data })
  }

  /** Adds a match, seen at `seenAt`, to an alert. */
  countMatch(id: string, seenAt: number): void {
    this.#count.run(seenAt, id)
  }

  get(id: string): StoredAlert | null {
    const row = this.#store.read(() => this.#get.get(id))
    return row === undefined ? null : alertOf(row)
  }

  list({ status, rule, ...page }: AlertFilter): Page<StoredAlert> {
    return readPage(this.#store, LISTING, { status, rule_id: rule }, page)
  }

  counts(): Readonly<Record<AlertStatus, number>> {
    const rows = this.#store.read(() => this.#counts.all())
    const countOf = (status: AlertStatus): number => Number(rows.find((row) => row['status'] === status)?.['count'] ?? 0)
    return { open: countOf('open'), suppressed: countOf('suppressed') }
  }

  openGroup(group: OpenGroup): void {
    this.#openGroup.run(group)
  }

  groupOf(key: string): OpenGroup | null {
    const row = this.#groupOf.get(key)
    return row === undefined ? null : (row as OpenGroup)
  }

  endGroup(key: string): void {
    this.#endGroup.run(key)
  }

  /** The first `limit` groups whose window is over at `now`. */
  endedGroups(now: number, limit: number): readonly OpenGroup[] {
    return this.#ended.all(now, limit) as OpenGroup[]
  }

  /** When the next open window ends; null when none is open. */
  nextGroupEnd(): number | null {
    const at = this.#store.read(() => this.#nextEnd.get())?.['at']
    return typeof at === 'number' ? at : null
  }
}

function alertOf(row: SqlRow): StoredAlert {
  // insert() wrote it.
  const asInserted = JSON.parse(String(row['data'])) as Alert
  const lastSeen = new Date(Number(row['last_seen'])).toISOString()
  const exclusion = row['exclusion'] === null ? null : String(row['exclusion'])
  return {
    alert: { ...asInserted, count: Number(row['count']), lastSeen },
    status: exclusion === null ? 'open' : 'suppressed',
    exclusion,
  }
}
