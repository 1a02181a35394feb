import { formatDatetime } from '../../../decode/common-security-log/row.ts'
import type { KqlType, KqlValue } from '../query.ts'
import { formatTimespan } from './timespan.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/**
 * A value as JSON carries it: a number that JSON's cannot be (a long beyond 2^53, a decimal of more digits, NaN, an infinity) as a
 * text, a datetime in ISO 8601 with seven decimals, a timespan as Kusto prints it.
 */
export function valueToJson(value: KqlValue, type: KqlType): JsonValue {
  if (value === null) return null
  switch (type) {
    case 'datetime':
      return formatDatetime(value as bigint)
    case 'timespan':
      return formatTimespan(value as bigint)
    case 'decimal':
      return String(Number(value)) === value ? Number(value) : (value as string)
    default:
      return plainJson(value)
  }
}

function plainJson(value: unknown): JsonValue {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) return value.map(plainJson)
  if (typeof value !== 'object' || value === null) return value as JsonValue
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plainJson(item)]))
}
