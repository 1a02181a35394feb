import type { CefEvent, CefExtensionField } from '../decode/cef-parser/index.ts'
import { CEF_COLUMNS } from '../decode/common-security-log/cef-mapping.ts'
import type { ColumnName } from '../decode/common-security-log/columns.ts'

/** By these columns rules know a request. */
const COLUMNS_OF_REQUEST = ['RequestURL', 'RequestMethod'] as const satisfies readonly ColumnName[]

/** The keys that fill each. */
const KEYS_OF_REQUEST: readonly ReadonlySet<string>[] = COLUMNS_OF_REQUEST.map((column: ColumnName) => {
  return new Set(Array.from(CEF_COLUMNS).flatMap(([key, columns]) => (columns.includes(column) ? [key] : [])))
})

/** Of each column that many values are tried, half of them the first, half the last: the device's own is hardly in the middle. */
const MOST_VALUES = 4

/**
 * The ways to read an event in which URL or method stand more than once, beside the usual one, by which the last counts. Devices that
 * do not escape let a client write ` request=x` into its user agent: one of the values, which may be empty, is then the device's own.
 */
export function otherReadings(event: CefEvent): readonly CefEvent[] {
  const readings = KEYS_OF_REQUEST.reduce<readonly CefEvent[]>(
    (readings, keys) => {
      const fields = outermost(event.extension.filter(({ key }) => keys.has(key)))
      if (fields.length < 2) return readings
      return readings.flatMap((reading) => fields.map((field) => withOnly(reading, keys, field)))
    },
    [event],
  )
  return readings.filter((reading) => reading !== event)
}

function outermost(fields: readonly CefExtensionField[]): readonly CefExtensionField[] {
  if (fields.length <= MOST_VALUES) return fields
  return [...fields.slice(0, MOST_VALUES / 2), ...fields.slice(-MOST_VALUES / 2)]
}

function withOnly({ header, extension }: CefEvent, keys: ReadonlySet<string>, field: CefExtensionField): CefEvent {
  return { header, extension: extension.filter((other) => other === field || !keys.has(other.key)) }
}
