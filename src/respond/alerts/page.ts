import type { SQLOutputValue } from 'node:sqlite'
import type { Store } from './store.ts'

/** One page of a list, newest first. `next` is the `before` of the next page, or null on the last one. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

/** `before` is the id after which the page begins. An id that is not stored gives an empty page. */
export type PageRequest = { readonly limit: number; readonly before?: string | undefined }

export type SqlRow = Record<string, SQLOutputValue>

/** A list over a table that has `seq` and `id`. */
export type Listing<T> = {
  readonly table: string
  /** `id` among them. */
  readonly columns: string
  readonly itemOf: (row: SqlRow) => T
}

/** Reads a page of a listing. `where` holds the values that columns must have; undefined means any. */
export function readPage<T>(
  store: Store,
  { table, columns, itemOf }: Listing<T>,
  where: Readonly<Record<string, string | undefined>>,
  { limit, before }: PageRequest,
): Page<T> {
  const filters = Object.entries(where).flatMap(([column, value]) => (value === undefined ? [] : [{ column, value }]))
  const conditions = filters.map(({ column }) => `${column} = ?`)
  if (before !== undefined) conditions.push(`seq < (SELECT seq FROM ${table} WHERE id = ?)`)
  const values = [...filters.map(({ value }) => value), ...(before === undefined ? [] : [before])]
  const condition = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`
  const sql = `SELECT ${columns} FROM ${table} ${condition} ORDER BY seq DESC LIMIT ?`
  const rows = store.read(() => store.prepare(sql).all(...values, limit + 1))
  const shown = rows.slice(0, limit)
  return { items: shown.map(itemOf), next: rows.length > limit ? String(shown.at(-1)?.['id']) : null }
}
