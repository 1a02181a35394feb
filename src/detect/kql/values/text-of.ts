import { formatDatetime } from '../../../decode/common-security-log/row.ts'
import type { KqlType, KqlValue } from '../query.ts'
import { dynamicText } from './dynamic-text.ts'
import { formatTimespan } from './timespan.ts'

/** A value as `tostring()` has it; null is the empty text. */
export function textOf(value: KqlValue, type: KqlType): string {
  if (value === null) return ''
  if (typeof value === 'string') return value
  if (type === 'datetime') return formatDatetime(value as bigint)
  if (type === 'timespan') return formatTimespan(value as bigint)
  if (type === 'real') return realText(value as number)
  if (type === 'bool') return value === true ? 'True' : 'False'
  return typeof value === 'object' || type === 'dynamic' ? dynamicText(value) : String(value)
}

/** A real always shows that it is one: `1500.0`. */
function realText(value: number): string {
  const text = String(value)
  return Number.isInteger(value) && !text.includes('e') ? `${text}.0` : text
}
