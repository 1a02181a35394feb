import type { CefEvent } from '../cef-parser/cef-event.ts'
import { CEF_COLUMNS } from './cef-mapping.ts'
import { COLUMNS, type ColumnName } from './columns.ts'
import type { TimeContext } from './parse-datetime.ts'
import { parseValue } from './parse-value.ts'
import type { MutableRow, Row } from './row.ts'

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
  for (const { key, value } of event.extension) {
    const columns = CEF_COLUMNS.get(key)
    if (columns !== undefined && value === '') continue
    const held = columns !== undefined && columns.map((column) => setColumn(row, column, value, time)).includes(true)
    if (!held || repeated.has(columns)) additional.push(`${key}=${value}`)
  }
  const { deviceVendor, deviceProduct, deviceVersion, signatureId, name, severity } = event.header
  setColumn(row, 'DeviceVendor', deviceVendor, time)
  setColumn(row, 'DeviceProduct', deviceProduct, time)
  setColumn(row, 'DeviceVersion', deviceVersion, time)
  setColumn(row, 'DeviceEventClassID', signatureId, time)
  setColumn(row, 'Activity', name, time)
  setColumn(row, 'LogSeverity', severity, time)
  setColumn(row, 'AdditionalExtensions', additional.join(';'), time)
  setColumn(row, 'Computer', context.computer ?? '', time)
  deriveColumns(row)
  row.TimeGenerated = context.timeGenerated
  row.Type = 'CommonSecurityLog'
  return row
}

/** The entries of the mapping, by identity, for which the event holds more than one value, whether by the short or the full name. */
function repeatedColumns({ extension }: CefEvent): ReadonlySet<readonly ColumnName[]> {
  const once = new Set<readonly ColumnName[]>()
  const repeated = new Set<readonly ColumnName[]>()
  for (const { key, value } of extension) {
    const columns = value === '' ? undefined : CEF_COLUMNS.get(key)
    if (columns !== undefined) (once.has(columns) ? repeated : once).add(columns)
  }
  return repeated
}

/** False when `text` is no value of the column's type; the column is then left as it is. */
function setColumn(row: MutableRow, column: ColumnName, text: string, time: TimeContext): boolean {
  const value = text === '' ? null : parseValue(COLUMNS[column], text, time)
  if (value === null) return false
  // The type of the value follows from the column's type, by parseValue; the compiler cannot see that.
  Object.assign(row, { [column]: value })
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
