import type { StatementSync } from 'node:sqlite'
import type { Alert } from './alert.ts'
import type { OpenGroup } from './grouping.ts'
import type { HeldBack } from './storm.ts'
import { type Listing, type Page, type PageRequest, readPage, type SqlRow } from './page.ts'
import type { Store } from './store.ts'

export type AlertStatus = 'open' | 'suppressed'

/** An alert as it is kept, with what has been counted since. */
export type StoredAlert = {
  readonly alert: Alert
  readonly status: AlertStatus
  /** Names the one that suppressed it, or is null. */
  readonly exclusion: string | null
  /** Why the receivers were not told of it, but of a storm; null: they were. */
  readonly heldBack: HeldBack | null
  /** A summary repeats, as its count, matches that other alerts count. */
  readonly kind: 'match' | 'storm summary'
}

/** `rule` is a rule's id. */
export type AlertFilter = PageRequest & { readonly status?: AlertStatus | undefined; readonly rule?: string | undefined }

const COLUMNS = 'id, status, exclusion, count, last_seen, data, held_back, kind'

const GROUP = `key, alert_id AS alertId, starts_at AS startsAt, last_match_at AS lastMatchAt, window_ends_at AS windowEndsAt,
  due_at AS dueAt, told_count AS toldCount, held_back AS heldBack, arrived_in AS arrivedIn`

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
  readonly #touchGroup: StatementSync
  readonly #reschedule: StatementSync
  readonly #endGroup: StatementSync
  readonly #due: StatementSync
  readonly #nextDue: StatementSync

  constructor(store: Store) {
    this.#store = store
    this.#insert = store.prepare(
      `INSERT INTO alerts (id, rule_id, status, exclusion, held_back, kind, count, last_seen, data)
       VALUES (:id, :ruleId, :status, :exclusion, :heldBack, :kind, :count, :lastSeen, :data)`,
    )
    this.#count = store.prepare('UPDATE alerts SET count = count + 1, last_seen = max(last_seen, ?) WHERE id = ?')
    this.#get = store.prepare(`SELECT ${COLUMNS} FROM alerts WHERE id = ?`)
    this.#counts = store.prepare('SELECT status, count(*) AS count FROM alerts GROUP BY status')
    this.#openGroup = store.prepare(
      `INSERT INTO open_groups (key, alert_id, starts_at, last_match_at, window_ends_at, due_at, told_count, held_back, arrived_in)
       VALUES (:key, :alertId, :startsAt, :lastMatchAt, :windowEndsAt, :dueAt, :toldCount, :heldBack, :arrivedIn)`,
    )
    this.#groupOf = store.prepare(`SELECT ${GROUP} FROM open_groups WHERE key = ?`)
    this.#touchGroup = store.prepare('UPDATE open_groups SET last_match_at = max(last_match_at, ?), arrived_in = ? WHERE key = ?')
    this.#reschedule = store.prepare(
      'UPDATE open_groups SET window_ends_at = :windowEndsAt, due_at = :dueAt, told_count = :toldCount WHERE key = :key',
    )
    this.#endGroup = store.prepare('DELETE FROM open_groups WHERE key = ?')
    this.#due = store.prepare(`SELECT ${GROUP} FROM open_groups WHERE due_at <= ? OR due_at > ? ORDER BY due_at LIMIT ?`)
    this.#nextDue = store.prepare('SELECT min(due_at) AS at FROM open_groups')
  }

  insert(alert: Alert, exclusion: string | null, heldBack: HeldBack | null = null): void {
    this.#insertAs(alert, { exclusion, heldBack, kind: 'match' })
  }

  insertSummary(alert: Alert): void {
    this.#insertAs(alert, { exclusion: null, heldBack: null, kind: 'storm summary' })
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

  /** Notes a match of a group. `arrivedIn`: the end of the storm window that counts the group. */
  touchGroup(key: string, matchAt: number, arrivedIn: number | null): void {
    this.#touchGroup.run(matchAt, arrivedIn, key)
  }

  rescheduleGroup(group: Pick<OpenGroup, 'key' | 'windowEndsAt' | 'dueAt' | 'toldCount'>): void {
    this.#reschedule.run(group)
  }

  /** The first `limit` groups that are due at `now`, or only after `latest`. */
  dueGroups(now: number, latest: number, limit: number): readonly OpenGroup[] {
    return this.#due.all(now, latest, limit) as OpenGroup[]
  }

  /** When the next group is due; null when none is open. */
  nextGroupDue(): number | null {
    const at = this.#store.read(() => this.#nextDue.get())?.['at']
    return typeof at === 'number' ? at : null
  }

  #insertAs(alert: Alert, rest: Pick<StoredAlert, 'exclusion' | 'heldBack' | 'kind'>): void {
    const { id, rule, count, lastSeen } = alert
    const status: AlertStatus = rest.exclusion === null ? 'open' : 'suppressed'
    const data = JSON.stringify(alert)
    this.#insert.run({ ...rest, id, ruleId: rule.id, status, count, lastSeen: Date.parse(lastSeen), data })
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
    // The schema admits no other.
    heldBack: row['held_back'] as HeldBack | null,
    kind: row['kind'] as StoredAlert['kind'],
  }
}
