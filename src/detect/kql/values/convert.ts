import type { KqlType, KqlValue } from '../query.ts'
import { parseDatetime } from '../read/datetime.ts'
import { parseInteger } from '../read/number.ts'
import { datetimeOrNull, MIN_DATETIME } from './datetime-range.ts'
import { parseDecimal } from './decimal.ts'
import { parseJson, toDynamic } from './dynamic.ts'
import { textOf } from './text-of.ts'
import { parseTimespan } from './timespan.ts'

type Converter = (value: NonNullable<KqlValue>, from: KqlType) => KqlValue

const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const NOT_FINITE: ReadonlyMap<string, number> = new Map([
  ['nan', NaN],
  ['inf', Infinity],
  ['+inf', Infinity],
  ['-inf', -Infinity],
  ['infinity', Infinity],
  ['-infinity', -Infinity],
])
const GUID = /^[\da-f]{8}-?(?:[\da-f]{4}-?){3}[\da-f]{12}$/i

const CONVERTERS: { readonly [T in KqlType]: Converter } = {
  string: (value, from) => textOf(value, from),
  bool: toBool,
  int: (value, from) => {
    if (typeof value === 'string' && from !== 'decimal') return numberOrNull(parseInteger(value.trim(), 32))
    if (typeof value === 'number') return truncated(value, -(2 ** 31), 2 ** 31 - 1)
    const long = toLong(value, from)
    return long === null ? null : Number(BigInt.asIntN(32, long))
  },
  long: toLong,
  real: (value, from) => {
    if (typeof value === 'string') return parseReal(value)
    if (typeof value === 'boolean') return value ? 1 : 0
    if (from === 'datetime') return Number((value as bigint) - MIN_DATETIME)
    return typeof value === 'object' ? null : Number(value)
  },
  decimal: (value) => {
    if (typeof value === 'boolean') return value ? '1' : '0'
    return typeof value === 'object' ? null : (parseDecimal(String(value).trim()) ?? null)
  },
  datetime: (value, from) => {
    if (from === 'datetime') return value
    if (typeof value === 'string') return parseDatetime(value.trim()) ?? null
    const ticks = toLong(value, from)
    return ticks === null ? null : datetimeOrNull(ticks + MIN_DATETIME)
  },
  timespan: (value, from) => {
    if (from === 'timespan') return value
    return typeof value === 'string' ? (parseTimespan(value.trim()) ?? null) : toLong(value, from)
  },
  guid: (value) => (typeof value === 'string' && GUID.test(value.trim()) ? value.trim().toLowerCase() : null),
  dynamic: (value, from) =>
    typeof value === 'string' && from === 'string' ? (parseJson(value) ?? value) : toDynamic(value, from),
}

/** A value of one type as a value of another: null, for a string the empty text, where it is none. */
export function convert(value: KqlValue, from: KqlType, to: KqlType): KqlValue {
  if (from === to) return value
  if (value === null) return to === 'string' ? '' : null
  return CONVERTERS[to](value, from)
}

function toBool(value: NonNullable<KqlValue>): KqlValue {
  if (typeof value === 'boolean') return value
  if (typeof value !== 'string') return typeof value === 'object' ? null : Number(value) !== 0
  const text = value.trim().toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  const number = parseInteger(text, 64)
  return number === undefined ? null : number !== 0n
}

function toLong(value: NonNullable<KqlValue>, from: KqlType): bigint | null {
  if (from === 'datetime') return (value as bigint) - MIN_DATETIME
  if (typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (typeof value === 'string') {
    if (from === 'decimal') return BigInt.asIntN(64, BigInt(value.split('.')[0] ?? '0'))
    return parseInteger(value.trim(), 64) ?? null
  }
  if (typeof value === 'object' || !Number.isFinite(value)) return null
  const whole = BigInt(Math.trunc(value))
  return whole > MAX_LONG ? MAX_LONG : whole < -MAX_LONG - 1n ? -MAX_LONG - 1n : whole
}

const MAX_LONG = 2n ** 63n - 1n

function parseReal(value: string): number | null {
  const text = value.trim()
  return NOT_FINITE.get(text.toLowerCase()) ?? (REAL.test(text) ? Number(text) : null)
}

function truncated(value: number, min: number, max: number): number | null {
  return Number.isFinite(value) ? Math.max(min, Math.min(max, Math.trunc(value))) + 0 : null
}

function numberOrNull(value: bigint | undefined): number | null {
  return value === undefined ? null : Number(value)
}
