import type { StatementSync } from 'node:sqlite'
import { type Listing, type Page, type PageRequest, readPage, type SqlRow } from '../alerts/page.ts'
import type { Store } from '../alerts/store.ts'
import type { Delivery, DeliveryDetails, DeliveryState, DueDelivery } from './delivery.ts'

export type NewDelivery = Pick<DueDelivery, 'id' | 'webhook' | 'groupKey' | 'contentType' | 'body'> & {
  readonly alertId: string
  readonly type: string
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number
}

/** What an attempt has changed. Times are milliseconds since the Unix epoch. */
export type Settlement = {
  readonly delivery: DueDelivery
  readonly state: DeliveryState
  readonly firstAttemptAt: number
  readonly nextAttemptAt: number | null
  readonly error: string | null
  readonly answer: string | null
}

export type DeliveryFilter = PageRequest & {
  readonly state?: DeliveryState | undefined
  readonly webhook?: string | undefined
}

/** How many deliveries of a webhook are in a state, and when the oldest of them was made (milliseconds since the Unix epoch). */
export type DeliveryCount = {
  readonly webhook: string
  readonly state: DeliveryState
  readonly count: number
  readonly oldestAt: number
}

export type RequeueResult = 'requeued' | 'not found' | 'not dead'

export type DropResult = 'dropped' | 'not found' | 'delivered'

const COLUMNS = 'id, alert_id, type, webhook, state, attempts, created_at, next_attempt_at, last_error, last_answer'

const LISTING: Listing<Delivery> = {
  table: 'deliveries',
  columns: COLUMNS,
  itemOf: deliveryOf,
}

/*
 * Rows are cast to what their statements select; STRICT tables hold the types.
 */

/** The outbox. Within a webhook and a group only the first pending delivery has a due time; settling it gives one to the next. */
export class DeliveryStore {
  readonly #store: Store
  readonly #insert: StatementSync
  readonly #due: StatementSync
  readonly #nextDue: StatementSync
  readonly #settle: StatementSync
  readonly #release: StatementSync
  readonly #requeue: StatementSync
  readonly #dead: StatementSync
  readonly #get: StatementSync
  readonly #groupOf: StatementSync
  readonly #drop: StatementSync
  readonly #counts: StatementSync

  constructor(store: Store) {
    this.#store = store
    this.#insert = store.prepare(
      `INSERT INTO deliveries (id, alert_id, type, webhook, group_key, content_type, body, state, created_at, next_attempt_at)
       SELECT :id, :alertId, :type, :webhook, :groupKey, :contentType, :body, 'pending', :createdAt, CASE WHEN EXISTS (
         SELECT 1 FROM deliveries WHERE webhook = :webhook AND group_key = :groupKey AND state = 'pending'
       ) THEN NULL ELSE :createdAt END`,
    )
    this.#due = store.prepare(
      `SELECT id, webhook, group_key AS groupKey, content_type AS contentType, body, attempts, first_attempt_at AS firstAttemptAt
       FROM deliveries WHERE webhook = ? AND state = 'pending' AND next_attempt_at <= ? ORDER BY next_attempt_at, seq LIMIT ?`,
    )
    this.#nextDue = store.prepare(
      "SELECT min(next_attempt_at) AS at FROM deliveries WHERE webhook = ? AND state = 'pending' AND next_attempt_at > ?",
    )
    this.#settle = store.prepare(
      `UPDATE deliveries SET state = :state, attempts = attempts + 1, first_attempt_at = :firstAttemptAt,
         next_attempt_at = :nextAttemptAt, last_error = :error, last_answer = :answer WHERE id = :id`,
    )
    // The wait behind an earlier delivery counts towards the age limit, or a group at a dead webhook would take 72 h for each.
    this.#release = store.prepare(
      `UPDATE deliveries SET next_attempt_at = :now, first_attempt_at = max(created_at, :firstAttemptAt)
       WHERE next_attempt_at IS NULL AND seq = (
         SELECT min(seq) FROM deliveries WHERE webhook = :webhook AND group_key = :groupKey AND state = 'pending'
       )`,
    )
    // The first pending one of a group has a due time, always: settling it gives one to the next.
    this.#requeue = store.prepare(
      `UPDATE deliveries SET state = 'pending', attempts = 0, first_attempt_at = NULL, next_attempt_at = CASE WHEN EXISTS (
         SELECT 1 FROM deliveries AS earlier WHERE earlier.webhook = deliveries.webhook
           AND earlier.group_key = deliveries.group_key AND earlier.state = 'pending' AND earlier.seq < deliveries.seq
       ) THEN NULL ELSE :now END WHERE id = :id AND state = 'dead'`,
    )
    this.#dead = store.prepare(
      "SELECT seq, id FROM deliveries WHERE webhook = ? AND state = 'dead' AND seq > ? ORDER BY seq LIMIT ?",
    )
    this.#get = store.prepare(`SELECT ${COLUMNS}, content_type, body FROM deliveries WHERE id = ?`)
    this.#groupOf = store.prepare(
      'SELECT state, webhook, group_key AS groupKey, first_attempt_at AS firstAttemptAt FROM deliveries WHERE id = ?',
    )
    this.#drop = store.prepare('DELETE FROM deliveries WHERE id = ?')
    this.#counts = store.prepare(
      `SELECT oldest.webhook, oldest.state, counted.count, oldest.created_at AS oldestAt
       FROM (SELECT min(seq) AS seq, count(*) AS count FROM deliveries GROUP BY webhook, state) AS counted
       JOIN deliveries AS oldest USING (seq)`,
    )
  }

  /** Runs inside the transaction that stores the alert. */
  insert(delivery: NewDelivery): void {
    this.#insert.run(delivery)
  }

  /** The first `limit` deliveries of a webhook whose time has come, the longest due first. */
  due(webhook: string, now: number, limit: number): readonly DueDelivery[] {
    return this.#store.read(() => this.#due.all(webhook, now, limit)) as DueDelivery[]
  }

  /** When the next delivery of a webhook comes due after `now`; null when none will. */
  nextDue(webhook: string, now: number): number | null {
    const at = this.#store.read(() => this.#nextDue.get(webhook, now))?.['at']
    return typeof at === 'number' ? at : null
  }

  /** Records what attempts have changed, in one transaction. */
  settle(settlements: readonly Settlement[], now: number): void {
    this.#store.transaction(() => {
      for (const { delivery, state, firstAttemptAt, nextAttemptAt, error, answer } of settlements) {
        this.#settle.run({ id: delivery.id, state, firstAttemptAt, nextAttemptAt, error, answer })
        const { webhook, groupKey } = delivery
        if (state !== 'pending') this.#release.run({ webhook, groupKey, now, firstAttemptAt })
      }
    })
  }

  get(id: string): DeliveryDetails | null {
    const row = this.#store.read(() => this.#get.get(id))
    return row === undefined ? null : { ...deliveryOf(row), contentType: String(row['content_type']), body: String(row['body']) }
  }

  /** Makes a dead letter pending again, due at once, or after the earlier ones of its group that are pending. */
  requeue(id: string, now: number): RequeueResult {
    return this.#store.transaction(() => {
      if (this.#requeue.run({ id, now }).changes === 1) return 'requeued'
      return this.#groupOf.get(id) === undefined ? 'not found' : 'not dead'
    })
  }

  /** Requeues the first `limit` dead letters of a webhook behind `after`, the oldest first, in one transaction. */
  requeueDead(webhook: string, after: number, limit: number, now: number): { readonly count: number; readonly last: number } {
    return this.#store.transaction(() => {
      const dead = this.#dead.all(webhook, after, limit)
      for (const { id } of dead) this.#requeue.run({ id: String(id), now })
      return { count: dead.length, last: Number(dead.at(-1)?.['seq'] ?? after) }
    })
  }

  /** Deletes a delivery that was not made; the next of its group has its turn. Its alert stays. */
  drop(id: string, now: number): DropResult {
    return this.#store.transaction(() => {
      const row = this.#groupOf.get(id)
      if (row === undefined) return 'not found'
      const { state, webhook, groupKey, firstAttemptAt } = row as Pick<DueDelivery, 'webhook' | 'groupKey' | 'firstAttemptAt'> & {
        readonly state: DeliveryState
      }
      if (state === 'delivered') return 'delivered'
      this.#drop.run(id)
      if (state === 'pending') this.#release.run({ webhook, groupKey, now, firstAttemptAt: firstAttemptAt ?? now })
      return 'dropped'
    })
  }

  list({ state, webhook, ...page }: DeliveryFilter): Page<Delivery> {
    return readPage(this.#store, LISTING, { state, webhook }, page)
  }

  counts(): readonly DeliveryCount[] {
    return this.#store.read(() => this.#counts.all()) as DeliveryCount[]
  }
}

function deliveryOf(row: SqlRow): Delivery {
  return {
    id: String(row['id']),
    alertId: String(row['alert_id']),
    type: String(row['type']),
    webhook: String(row['webhook']),
    // The schema admits no other.
    state: row['state'] as DeliveryState,
    attempts: Number(row['attempts']),
    createdAt: new Date(Number(row['created_at'])).toISOString(),
    nextAttemptAt: row['next_attempt_at'] === null ? null : new Date(Number(row['next_attempt_at'])).toISOString(),
    lastError: row['last_error'] === null ? null : String(row['last_error']),
    lastAnswer: row['last_answer'] === null ? null : String(row['last_answer']),
  }
}
