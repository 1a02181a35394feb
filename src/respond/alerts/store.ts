import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { CefwatchError } from '../../base/errors.ts'
import { MIGRATIONS } from './migrations.ts'

export type StoreEvents = {
  /** A write failed and changed nothing; whoever wrote tries again. */
  readonly storeFailed: (error: CefwatchError) => void
  /** The first write that succeeded after failed ones. */
  readonly storeRecovered: () => void
}

/** After how long a write that failed is tried again. */
export const STORE_RETRY_MS = 1000

/** How long SQLite waits for another process's lock. The thread stands still meanwhile. */
const BUSY_TIMEOUT_MS = 250

/**
 * The primary result codes that say something of the machine, not of a statement: PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT,
 * FULL, CANTOPEN, NOTADB. Source: https://www.sqlite.org/rescode.html
 */
const UNAVAILABLE_CODES: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 10, 11, 13, 14, 26])

/** The one SQLite file that alerts and their deliveries share, so that one transaction holds both. */
export class Store {
  readonly #database: DatabaseSync
  readonly #file: string
  readonly #events: StoreEvents
  #writable = true

  constructor(database: DatabaseSync, file: string, events: StoreEvents) {
    this.#database = database
    this.#file = file
    this.#events = events
  }

  /** Whether the last write succeeded. */
  get writable(): boolean {
    return this.#writable
  }

  prepare(sql: string): StatementSync {
    return this.#database.prepare(sql)
  }

  /** Runs `work` as one transaction, durable when this returns. Throws STORE_UNAVAILABLE, with nothing changed, when it cannot be. */
  transaction<T>(work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      const result = work()
      this.#database.exec('COMMIT')
      this.#succeeded()
      return result
    } catch (error) {
      // SQLite itself rolls back after some errors, a full disk among them.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw this.#failed(error)
    }
  }

  /** Runs `work`, which only reads. Throws STORE_UNAVAILABLE when the file cannot be read. */
  read<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw unavailable(error, this.#file)
    }
  }

  close(): void {
    this.#database.close()
  }

  #succeeded(): void {
    if (this.#writable) return
    this.#writable = true
    this.#events.storeRecovered()
  }

  #failed(error: unknown): unknown {
    const failure = unavailable(error, this.#file)
    if (isStoreUnavailable(failure)) {
      this.#writable = false
      this.#events.storeFailed(failure)
    }
    return failure
  }
}

/**
 * Opens the store's file, makes it and its directory when absent, and brings its schema up to date. Throws STORE_UNAVAILABLE when that
 * cannot be done, or when a newer version wrote the file.
 */
export function openStore(file: string, events: StoreEvents): Store {
  let database: DatabaseSync | null = null
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
    refuseNewer(versionOf(database), file)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY')
    migrate(database)
    return new Store(database, file, events)
  } catch (error) {
    database?.close()
    throw unavailable(error, file)
  }
}

export function isStoreUnavailable(error: unknown): error is CefwatchError {
  return error instanceof CefwatchError && error.code === 'STORE_UNAVAILABLE'
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
}

function refuseNewer(version: number, file: string): void {
  if (version <= MIGRATIONS.length) return
  const message = `the store has schema version ${version}, this cefwatch knows up to ${MIGRATIONS.length}`
  const remedy = 'Run the newer cefwatch that wrote it, or move the file away to begin a new one.'
  throw new CefwatchError('STORE_UNAVAILABLE', message, { place: { file }, remedy })
}

function migrate(database: DatabaseSync): void {
  if (versionOf(database) === MIGRATIONS.length) return
  database.exec('BEGIN IMMEDIATE')
  for (const step of MIGRATIONS.slice(versionOf(database))) database.exec(step)
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`)
}

/** STORE_UNAVAILABLE for what the machine is to blame for; any other error, which is a bug, as it came. */
function unavailable(error: unknown, file: string): unknown {
  const message = machineFault(error)
  return message === null
    ? error
    : new CefwatchError('STORE_UNAVAILABLE', `the store: ${message}`, { place: { file }, cause: error })
}

function machineFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  if ('errcode' in error && typeof error.errcode === 'number') {
    return UNAVAILABLE_CODES.has(error.errcode & 0xff) ? error.message : null
  }
  return 'syscall' in error ? error.message : null
}
