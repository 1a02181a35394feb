import { DatabaseSync } from 'node:sqlite'
import { CefwatchError } from '../../base/errors.ts'
import { machineFault } from './machine-fault.ts'
import { MIGRATIONS } from './migrations.ts'
import { checkIntegrity, type IntegrityCheck, isCorrupt } from './store-integrity.ts'

/** How long SQLite waits for another process's lock. The thread stands still meanwhile. */
const BUSY_TIMEOUT_MS = 250

export type OpenedDatabase = {
  readonly database: DatabaseSync
  readonly check: IntegrityCheck
  /** Whether removed pages can be given back to the disk. */
  readonly shrinks: boolean
}

/** Opens a database file, checks it and brings its schema up to date. Throws SQLite's errors, and STORE_UNAVAILABLE for a newer schema. */
export function openDatabase(file: string, maxCheckedBytes: number): OpenedDatabase {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS })
  try {
    refuseNewer(pragma(database, 'user_version'), file)
    const check = checkIntegrity(database, maxCheckedBytes)
    // auto_vacuum counts only for a file without tables, and before it is in WAL mode.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    database.exec('PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY')
    migrate(database)
    return { database, check, shrinks: makeShrink(database) }
  } catch (error) {
    database.close()
    throw error
  }
}

/** A number that SQLite keeps under a name. */
export function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}

function refuseNewer(version: number, file: string): void {
  if (version <= MIGRATIONS.length) return
  const message = `the store has schema version ${version}, this cefwatch knows up to ${MIGRATIONS.length}`
  const remedy = 'Run the newer cefwatch that wrote it, or move the file away to begin a new one.'
  throw new CefwatchError('STORE_UNAVAILABLE', message, { place: { file }, remedy })
}

function migrate(database: DatabaseSync): void {
  const version = pragma(database, 'user_version')
  if (version === MIGRATIONS.length) return
  database.exec('BEGIN IMMEDIATE')
  for (const step of MIGRATIONS.slice(version)) database.exec(step)
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length}; COMMIT`)
}

/**
 * Whether removed pages can be given back to the disk. VACUUM makes a file so that was not begun so, which takes as much room again:
 * without it the store still works. Source: https://www.sqlite.org/pragma.html#pragma_auto_vacuum
 */
function makeShrink(database: DatabaseSync): boolean {
  const INCREMENTAL = 2
  if (pragma(database, 'auto_vacuum') === INCREMENTAL) return true
  try {
    database.exec('VACUUM')
    return true
  } catch (error) {
    if (machineFault(error) === null || isCorrupt(error)) throw error
    return false
  }
}
