import { existsSync, renameSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { resultCode } from './machine-fault.ts'

/** How the file was found at the start. `too large`: it would have been read whole, and nobody watches meanwhile. */
export type IntegrityCheck = 'sound' | 'too large'

/** Read within a second or two from a usual disk. */
export const MAX_CHECKED_BYTES = 2 * 1024 ** 3

/** CORRUPT and NOTADB. Source: https://www.sqlite.org/rescode.html */
const CORRUPT_CODES: ReadonlySet<number | null> = new Set([11, 26])

/** The file's pages do not fit together. `errcode` as SQLite's own errors have it. */
class CorruptFile extends Error {
  override readonly name = 'CorruptFile'
  readonly errcode = 11
}

/** Reads through the database, unless it is too large for that. Throws what isCorrupt() knows when it is broken. */
export function checkIntegrity(database: DatabaseSync, maxBytes: number): IntegrityCheck {
  const size = database.prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size').get()
  if (Number(size?.['bytes']) > maxBytes) return 'too large'
  const problem = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']
  if (problem !== 'ok') throw new CorruptFile(String(problem))
  return 'sound'
}

/** Whether an error says that the file is broken, or no database at all. */
export function isCorrupt(error: unknown): boolean {
  return CORRUPT_CODES.has(resultCode(error))
}

/** Renames a database and what belongs to it, so that they still do: `.recover` reads them together. Returns the new path. */
export function moveAside(file: string, now: number): string {
  const target = `${file}.corrupt-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix)
  }
  return target
}
