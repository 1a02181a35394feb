import type { CefEvent, CefExtensionField } from '../../../src/decode/cef-parser/index.ts'
import { CEF_COLUMNS } from '../../../src/decode/common-security-log/cef-mapping.ts'
import type { ColumnName } from '../../../src/decode/common-security-log/columns.ts'
import { HEADER_COLUMNS } from '../../../src/decode/common-security-log/row-from-cef.ts'
import { type Row, rowToJson } from '../../../src/decode/common-security-log/row.ts'

/** The first key of each column, which is its short name. */
const KEYS: ReadonlyMap<ColumnName, string> = new Map(
  [...CEF_COLUMNS].reverse().flatMap(([key, columns]) => columns.map((column) => [column, key] as const)),
)

/** The event that a row may have come from: rowFromCef() makes the same row of it, in the same context. */
export function rowToCef(row: Row): CefEvent {
  const values = rowToJson(row)
  const header = Object.fromEntries(HEADER_COLUMNS.map(([field, column]) => [field, String(values[column] ?? '')]))
  const additional = additionalFields(row.AdditionalExtensions ?? '')
  const sentTwice = new Set(additional.map(({ key }) => CEF_COLUMNS.get(key)?.[0]))
  // By key: one may fill two columns.
  const fields = new Map<string, string>()
  for (const [name, value] of Object.entries(values)) {
    const key = KEYS.get(name as ColumnName)
    if (key !== undefined && !sentTwice.has(CEF_COLUMNS.get(key)?.[0])) fields.set(key, String(value))
  }
  return {
    header: { version: '0', ...header } as CefEvent['header'],
    extension: [...Array.from(fields, ([key, value]) => ({ key, value })), ...additional],
  }
}

/** A value that holds `;key=` is cut there, and joined again when it is read. */
function additionalFields(text: string): readonly CefExtensionField[] {
  return text.split(/;(?=\w[\w.,[\]-]*:?=)/).flatMap((field) => {
    const equals = field.indexOf('=')
    return equals === -1 ? [] : [{ key: field.slice(0, equals), value: field.slice(equals + 1) }]
  })
}
