import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CefwatchError } from '../base/errors.ts'
import { backup } from '../respond/alerts/backup.ts'
import { STORE_FILE } from './alerting.ts'

/** Copies the store in a data directory, whether a daemon has it open or not. Throws INPUT_INVALID or STORE_UNAVAILABLE. */
export function backupStore(directory: string, target: string): void {
  const file = join(directory, STORE_FILE)
  if (!existsSync(file)) throw new CefwatchError('STORE_UNAVAILABLE', 'there is no store to back up', { place: { file } })
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    backup(database, target)
  } finally {
    database.close()
  }
}
