import type { CefHeader, LazyCef } from '../cef-parser/index.ts'
import { CEF_COLUMNS } from './cef-mapping.ts'
import { COLUMN_NAMES, COLUMNS, type ColumnName } from './columns.ts'
import type { TimeContext } from './parse-datetime.ts'
import { parseValue } from './parse-value.ts'
import { HEADER_COLUMNS } from './row-from-cef.ts'

/** Reads one column of an event without the others; undefined where it is absent. */
export type ColumnReader = (cef: LazyCef, time: TimeContext) => string | number | bigint | undefined

/** Made of several fields, or of the syslog header. */
const MADE_COLUMNS: ReadonlySet<ColumnName> = new Set<ColumnName>([
  ...(['AdditionalExtensions', 'Computer', 'SimplifiedDeviceAction', 'RemoteIP', 'RemotePort'] as const),
])

/** How to read each column that one field fills, or none: rowFromCef() reads the same. */
export const COLUMN_READERS: ReadonlyMap<ColumnName, ColumnReader> = new Map(
  COLUMN_NAMES.filter((column) => !MADE_COLUMNS.has(column)).map((column) => [column, readerOf(column)]),
)

function readerOf(column: ColumnName): ColumnReader {
  if (column === 'TimeGenerated') return (_cef, { now }) => now
  if (column === 'Type') return () => 'CommonSecurityLog'
  const field = HEADER_COLUMNS.find(([, filled]) => filled === column)?.[0]
  if (field !== undefined) return headerReader(field)
  const keys = [...CEF_COLUMNS].flatMap(([key, columns]) => (columns.includes(column) ? [key] : []))
  return keys.length === 0 ? () => undefined : extensionReader(keys, column)
}

/** These columns are strings. */
function headerReader(field: keyof CefHeader): ColumnReader {
  return ({ header }) => (header[field] === '' ? undefined : header[field])
}

function extensionReader(keys: readonly string[], column: ColumnName): ColumnReader {
  const type = COLUMNS[column]
  return (cef, time) => cef.readLast(keys, (value) => (value === '' ? null : parseValue(type, value, time))) ?? undefined
}
