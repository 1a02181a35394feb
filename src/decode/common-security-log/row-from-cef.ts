import type { CefEvent, CefExtensionField, CefHeader } from '../cef-parser/cef-event.ts'
import { CEF_COLUMNS } from './cef-mapping.ts'
import { COLUMNS, type ColumnName } from './columns.ts'
import type { TimeContext } from './parse-datetime.ts'
import { parseValue } from './parse-value.ts'
import type { MutableRow, Row } from './row.ts'

/** Where the fields of the header go. */
export const HEADER_COLUMNS = [
  ['deviceVendor', 'DeviceVendor'],
  ['deviceProduct', 'DeviceProduct'],
  ['deviceVersion', 'DeviceVersion'],
  ['signatureId', 'DeviceEventClassID'],
  ['name', 'Activity'],
  ['severity', 'LogSeverity'],
] as const satisfies readonly (readonly [keyof CefHeader, ColumnName])[]

export type RowContext = {
  /** The host of the syslog header. */
  readonly computer: string | null
  /** When the event was received, in ticks (100 ns) since the Unix epoch. */
  readonly timeGenerated: bigint
  /** The zone of times that come without one. */
  readonly timeZone: string
}

/**
 * The row that Sentinel's connector makes of a CEF event. Of a key sent twice the last value counts. AdditionalExtensions holds, as
 * `k=v;k=v`, nothing escaped: keys without a column, every value of a key sent twice, and values that no column of theirs can hold.
 */
export function rowFromCef(event: CefEvent, context: RowContext): Row {
  const row: MutableRow = {}
  const time = { now: context.timeGenerated, timeZone: context.timeZone }
  const additional: string[] = []
  const repeated = repeatedColumns(event)
  for (const field of event.extension) {
    const columns = setColumns(row, field, time)
    if (columns === NONE) continue
    if (columns === ADDITIONAL || repeated.has(CEF_COLUMNS.get(field.key))) additional.push(`${field.key}=${field.value}`)
  }
  for (const [field, column] of HEADER_COLUMNS) setColumn(row, column, event.header[field], time)
  setColumn(row, 'AdditionalExtensions', additional.join(';'), time)
  setColumn(row, 'Computer', context.computer ?? '', time)
  deriveColumns(row)
  row.TimeGenerated = context.timeGenerated
  row.Type = 'CommonSecurityLog'
  return row
}

/** The columns that hold a field's value, AdditionalExtensions where no other can; none for a key with a column and without a value. */
export function columnsHolding(field: CefExtensionField, time: TimeContext): readonly ColumnName[] {
  return setColumns({}, field, time)
}

const NONE: readonly ColumnName[] = []
const ADDITIONAL: readonly ColumnName[] = ['AdditionalExtensions']

/** Sets the columns that can hold a field's value, and returns them; AdditionalExtensions, which is of many fields, is not set. */
function setColumns(row: MutableRow, { key, value }: CefExtensionField, time: TimeContext): readonly ColumnName[] {
  const columns = CEF_COLUMNS.get(key)
  if (columns === undefined) return ADDITIONAL
  if (value === '') return NONE
  const holding = columns.filter((column) => setColumn(row, column, value, time))
  return holding.length === 0 ? ADDITIONAL : holding
}

/** The entries of the mapping, by identity, for which the event holds more than one value, whether by the short or the full name. */
function repeatedColumns({ extension }: CefEvent): ReadonlySet<readonly ColumnName[] | undefined> {
  const once = new Set<readonly ColumnName[]>()
  const repeated = new Set<readonly ColumnName[]>()
  for (const { key, value } of extension) {
    const columns = value === '' ? undefined : CEF_COLUMNS.get(key)
    if (columns !== undefined) (once.has(columns) ? repeated : once).add(columns)
  }
  return repeated
}

/** Leaves the column as it is, and says so, when `text` is no value of its type. */
function setColumn(row: MutableRow, column: ColumnName, text: string, time: TimeContext): boolean {
  const value = text === '' ? null : parseValue(COLUMNS[column], text, time)
  if (value === null) return false
  // The type of the value follows from the column's type, by parseValue; the compiler cannot see that.
  const untyped: Partial<Record<ColumnName, unknown>> = row
  untyped[column] = value
  return true
}

/** The connector's own columns. The remote side is the destination of what goes out (direction 1) and the source of what comes in (0). */
function deriveColumns(row: MutableRow): void {
  const { DeviceAction: action, CommunicationDirection: direction } = row
  if (action !== undefined) row.SimplifiedDeviceAction = action === 'Denied' ? 'Deny' : action
  const outbound = direction === '1'
  if (!outbound && direction !== '0') return
  const address = outbound ? row.DestinationIP : row.SourceIP
  const port = outbound ? row.DestinationPort : row.SourcePort
  if (address !== undefined) row.RemoteIP = address
  if (port !== undefined) row.RemotePort = String(port)
}
