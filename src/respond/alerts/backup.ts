import { closeSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { CefwatchError } from '../../base/errors.ts'
import { machineFault } from './machine-fault.ts'

/**
 * Writes a copy of the store, as it is now, to a new file that only its owner may read. The thread stands still meanwhile: some seconds
 * a gigabyte. Throws INPUT_INVALID when the file exists already, STORE_UNAVAILABLE when it cannot be written.
 */
export function backup(store: Pick<DatabaseSync, 'prepare'>, file: string): void {
  try {
    // VACUUM INTO fills an empty file, and keeps its mode: https://www.sqlite.org/lang_vacuum.html
    closeSync(openSync(file, 'wx', 0o600))
    store.prepare('VACUUM INTO ?').run(file)
  } catch (error) {
    throw backupFailed(error, file)
  }
}

function backupFailed(cause: unknown, file: string): unknown {
  const place = { file }
  if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') {
    return new CefwatchError('INPUT_INVALID', 'the backup would overwrite a file', { place, remedy: 'Name a new file.', cause })
  }
  const message = machineFault(cause)
  if (message === null) return cause
  const remedy = 'Name a file in a folder that can be written, with room for the whole store.'
  return new CefwatchError('STORE_UNAVAILABLE', `the backup: ${message}`, { place, remedy, cause })
}
