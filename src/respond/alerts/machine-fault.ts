/**
 * The primary result codes that say something of the machine, not of a statement: PERM, BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT,
 * FULL, CANTOPEN, NOTADB. Source: https://www.sqlite.org/rescode.html
 */
const UNAVAILABLE_CODES: ReadonlySet<number> = new Set([3, 5, 6, 7, 8, 10, 11, 13, 14, 26])

/** What the machine is to blame for, in its words: SQLite's or the system's. null for any other error, which is a bug. */
export function machineFault(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const code = resultCode(error)
  if (code !== null) return UNAVAILABLE_CODES.has(code) ? error.message : null
  return 'syscall' in error ? error.message : null
}

/** SQLite's primary result code of an error; null when it is none of SQLite's. */
export function resultCode(error: unknown): number | null {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null
}
