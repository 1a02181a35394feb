import { CEF_COLUMNS } from './cef-mapping.ts'
import { COLUMNS, type ColumnName } from './columns.ts'

/**
 * The columns whose value stands in the frame as it is, case and the format's escapes aside: what such a value contains, the frame
 * contains too. A normaliser may move and cut text, but never make it. One exception: the host and the path of RequestURL may come
 * from two places of the frame, joined at a slash, behind a scheme that was added. Labels and the category are left out: a decoder may
 * know what a device does not say, or joins what it says apart.
 */
export const VERBATIM_COLUMNS: ReadonlySet<ColumnName> = new Set<ColumnName>([
  ...[...CEF_COLUMNS.values()].flat().filter((column) => COLUMNS[column] === 'string' && !isMade(column)),
  'Computer',
])

function isMade(column: ColumnName): boolean {
  return column === 'DeviceEventCategory' || column.endsWith('Label')
}
