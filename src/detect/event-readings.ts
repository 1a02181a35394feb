import type { CefEvent, CefExtensionField } from '../decode/cef-parser/index.ts'
import { CEF_COLUMNS } from '../decode/common-security-log/cef-mapping.ts'
import type { ColumnName } from '../decode/common-security-log/columns.ts'

/** By these columns rules know a request. */
const COLUMNS_OF_REQUEST = ['RequestURL', 'RequestMethod'] as const satisfies readonly ColumnName[]

/** Of each column that many values are tried: the first ones. */
const MOST_VALUES = 4

/**
 * The ways to read an event in which URL or method stand more than once, beside the usual one, by which the last counts. Devices that
 * do not escape let a client write ` request=x` into its user agent: one of the values is then what the client really asked for.
 */
export function otherReadings(event: CefEvent): readonly CefEvent[] {
  const readings = COLUMNS_OF_REQUEST.reduce<readonly CefEvent[]>(
    (readings, column) => {
      const fields = fieldsOf(event, column).slice(0, MOST_VALUES)
      if (fields.length < 2) return readings
      return readings.flatMap((reading) => fields.map((field) => withLast(reading, field)))
    },
    [event],
  )
  return readings.filter((reading) => reading !== event)
}

function fieldsOf({ extension }: CefEvent, column: ColumnName): readonly CefExtensionField[] {
  return extension.filter(({ key, value }) => value !== '' && CEF_COLUMNS.get(key)?.includes(column) === true)
}

function withLast({ header, extension }: CefEvent, field: CefExtensionField): CefEvent {
  return { header, extension: [...extension.filter((other) => other !== field), field] }
}
