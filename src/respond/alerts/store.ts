import { dirname } from 'node:path'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { CefwatchError } from '../../base/errors.ts'
import { makeDirectory } from '../../base/make-directory.ts'
import { machineFault } from './machine-fault.ts'
import { openDatabase, pragma } from './open-database.ts'
import { type IntegrityCheck, isCorrupt, MAX_CHECKED_BYTES, moveAside } from './store-integrity.ts'

export type StoreEvents = {
  /** A write failed and changed nothing; whoever wrote tries again. */
  readonly storeFailed: (error: CefwatchError) => void
  /** The first write that succeeded after failed ones. */
  readonly storeRecovered: () => void
}

/** After how long a write that failed is tried again. */
export const STORE_RETRY_MS = 1000

/** How the file was found when it was opened. */
export type StoreOpening = {
  readonly check: IntegrityCheck
  /** Where the file went that was there before and was corrupt; null: none was. */
  readonly movedAside: string | null
  /** Whether the file shrinks when alerts are removed. An older one is made anew for that, if the disk has the room. */
  readonly shrinks: boolean
}

/** The one SQLite file that alerts and their deliveries share, so that one transaction holds both. */
export class Store {
  readonly #database: DatabaseSync
  readonly #file: string
  readonly #events: StoreEvents
  readonly opening: StoreOpening
  #writable = true

  constructor(database: DatabaseSync, file: string, events: StoreEvents, opening: StoreOpening) {
    this.#database = database
    this.#file = file
    this.#events = events
    this.opening = opening
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

  /** Bytes of the file that are in use; what removed alerts have left free is not counted. */
  usedBytes(): number {
    return (this.#pragma('page_count') - this.freePages()) * this.#pragma('page_size')
  }

  freePages(): number {
    return this.#pragma('freelist_count')
  }

  /** Gives up to `pages` free pages back to the disk. Throws STORE_UNAVAILABLE. */
  shrink(pages: number): void {
    this.read(() => this.#database.exec(`PRAGMA incremental_vacuum(${pages})`))
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

  #pragma(name: string): number {
    return pragma(this.#database, name)
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
 * Opens the store's file, makes it and its directory when absent, and brings its schema up to date. A corrupt file is moved aside, and a
 * new one begun: `opening` says so. Throws STORE_UNAVAILABLE when it cannot be opened, or when a newer version wrote it.
 */
export function openStore(
  file: string,
  events: StoreEvents,
  { now = Date.now, maxCheckedBytes = MAX_CHECKED_BYTES } = {},
): Store {
  const open = (movedAside: string | null): Store => {
    const { database, ...opening } = openDatabase(file, maxCheckedBytes)
    return new Store(database, file, events, { ...opening, movedAside })
  }
  try {
    makeDirectory(dirname(file))
    try {
      return open(null)
    } catch (error) {
      if (!isCorrupt(error)) throw error
      return open(moveAside(file, now()))
    }
  } catch (error) {
    throw unavailable(error, file)
  }
}

export function isStoreUnavailable(error: unknown): error is CefwatchError {
  return error instanceof CefwatchError && error.code === 'STORE_UNAVAILABLE'
}

/** STORE_UNAVAILABLE for what the machine is to blame for; any other error, which is a bug, as it came. */
function unavailable(error: unknown, file: string): unknown {
  const message = machineFault(error)
  return message === null
    ? error
    : new CefwatchError('STORE_UNAVAILABLE', `the store: ${message}`, { place: { file }, cause: error })
}
