import type { Literal, LiteralValue } from './plan.ts'
import type { KqlType, KqlValue } from './query.ts'
import { dynamicText, isWritable } from './values/dynamic-text.ts'

const BIGINT_TYPES: ReadonlySet<KqlType> = new Set(['long', 'datetime', 'timespan'])

/** The value as a plan holds it. dynamic must be JSON: see isLiteralValue(). */
export function literalOf(type: KqlType, value: KqlValue): Literal {
  if (typeof value === 'bigint') return { kind: 'literal', type, value: String(value) }
  // JSON has no NaN and no infinity.
  if (typeof value === 'number' && !Number.isFinite(value)) return { kind: 'literal', type, value: String(value) }
  return { kind: 'literal', type, value: value as LiteralValue }
}

/** The value of a plan's literal. */
export function valueOf({ type, value }: Literal): KqlValue {
  if (typeof value !== 'string') return value
  if (BIGINT_TYPES.has(type)) return BigInt(value)
  return type === 'real' ? Number(value) : value
}

/** What is longer would be in the plan as often as the query names it. In UTF-16 code units. */
const MAX_TEXT = 16_384
const MAX_JSON = 262_144

/** Whether a plan can hold a value: a long inside a dynamic value may be more than JSON's numbers can, and a text be very long. */
export function isLiteralValue(type: KqlType, value: KqlValue): boolean {
  if (typeof value === 'string') return value.length <= MAX_TEXT
  if (type !== 'dynamic') return true
  return isWritable(value) && dynamicText(value).length <= MAX_JSON && isJson(value)
}

function isJson(value: unknown): boolean {
  if (typeof value === 'bigint') return false
  if (typeof value === 'number') return Number.isFinite(value)
  return typeof value !== 'object' || value === null || Object.values(value).every(isJson)
}
