import type { KqlType } from '../query.ts'
import { datetimeOrNull, MIN_DATETIME } from '../values/datetime-range.ts'
import { commonType } from './common-type.ts'
import { scalar } from './scalar.ts'
import type { Operand, ScalarFunction } from './scalar-function.ts'

const ABSOLUTE: ScalarFunction = {
  accepts: (type) => type === 'int' || type === 'long' || type === 'real' || type === 'timespan',
  type: ([type = 'long']) => (type === 'int' ? 'long' : type),
  compile:
    ({ type, evaluate }) =>
    (scope) => {
      const value = evaluate(scope)
      if (value === null || type === 'real') return value === null ? null : Math.abs(value as number)
      const whole = BigInt(value as number | bigint)
      return BigInt.asIntN(64, whole < 0n ? -whole : whole)
    },
}

/** Functions of numbers, and rounding of times. */
export const MATH = {
  abs: ABSOLUTE,
  sign: scalar('real', ['real'], (value) => Math.sign(value)),
  pow: scalar('real', ['real', 'real'], (base, exponent) => base ** exponent),
  sqrt: scalar('real', ['real'], Math.sqrt),
  exp: scalar('real', ['real'], Math.exp),
  exp2: scalar('real', ['real'], (value) => 2 ** value),
  exp10: scalar('real', ['real'], (value) => 10 ** value),
  log: logarithm(Math.log),
  log2: logarithm(Math.log2),
  log10: logarithm(Math.log10),
  sin: scalar('real', ['real'], Math.sin),
  cos: scalar('real', ['real'], Math.cos),
  tan: scalar('real', ['real'], Math.tan),
  asin: scalar('real', ['real'], Math.asin),
  acos: scalar('real', ['real'], Math.acos),
  atan: scalar('real', ['real'], Math.atan),
  atan2: scalar('real', ['real', 'real'], Math.atan2),
  pi: scalar('real', [], () => Math.PI),
  ceiling: scalar('real', ['real'], Math.ceil),
  round: scalar('real', ['real', 'long?'], round),
  isnan: scalar('bool', ['real'], (value) => Number.isNaN(value)),
  isinf: scalar('bool', ['real'], (value) => value === Infinity || value === -Infinity),
  isfinite: scalar('bool', ['real'], (value) => Number.isFinite(value)),
  bin: binning(),
  floor: binning(),
  bin_at: binning(),
  binary_and: scalar('long', ['long', 'long'], (a, b) => a & b),
  binary_or: scalar('long', ['long', 'long'], (a, b) => a | b),
  binary_xor: scalar('long', ['long', 'long'], (a, b) => a ^ b),
  binary_not: scalar('long', ['long'], (value) => ~value),
  binary_shift_left: scalar('long', ['long', 'long'], (value, by) => BigInt.asIntN(64, value << (by & 63n))),
  binary_shift_right: scalar('long', ['long', 'long'], (value, by) => value >> (by & 63n)),
  tohex: scalar('string', ['long', 'long?'], (value, width = 0n) =>
    BigInt.asUintN(64, value)
      .toString(16)
      .padStart(Math.min(16, Number(width)), '0'),
  ),
} as const satisfies Record<string, ScalarFunction>

/** The logarithm of what has none is null, but that of 0 is minus infinity. */
function logarithm(of: (value: number) => number): ScalarFunction {
  return scalar('real', ['real'], (value) => (value < 0 ? null : of(value)))
}

/** Halves away from zero. */
function round(value: number, digits = 0n): number {
  const shift = 10 ** Math.max(-300, Math.min(300, Number(digits)))
  const scaled = Math.abs(value) * shift
  return Number.isFinite(scaled) ? (Math.sign(value) * Math.round(Number(scaled.toPrecision(15)))) / shift : value
}

/** `bin(value, size)` and `bin_at(value, size, fixed)`: down to a multiple of the size; datetimes count from the year 1. */
function binning(): ScalarFunction {
  return {
    accepts: (value, size, fixed?: KqlType) => {
      const type = typeOfBin(value, size)
      return type !== null && (fixed === undefined || typeOfBin(fixed, size) === type)
    },
    type: ([value = 'long', size = 'long']) => typeOfBin(value, size),
    compile: (value, size, fixed?: Operand) => {
      const type = typeOfBin(value.type, size.type)
      return (scope) => {
        const [v, s] = [value.evaluate(scope), size.evaluate(scope)]
        const start = fixed === undefined ? 0 : fixed.evaluate(scope)
        if (v === null || s === null || start === null || Number(s) === 0) return null
        if (type === 'real') return Math.floor((Number(v) - Number(start)) / Number(s)) * Number(s) + Number(start)
        const origin = type === 'datetime' && fixed === undefined ? MIN_DATETIME : BigInt(start as number | bigint)
        const binned = floorTo(BigInt(v as number | bigint) - origin, BigInt(s as number | bigint)) + origin
        return type === 'datetime' ? datetimeOrNull(binned) : BigInt.asIntN(64, binned)
      }
    },
  }
}

function typeOfBin(value: KqlType, size: KqlType): KqlType | null {
  if (value === 'datetime' || value === 'timespan') return size === 'timespan' ? value : null
  const type = commonType([value, size])
  return type === 'int' ? 'long' : type === 'long' || type === 'real' ? type : null
}

function floorTo(value: bigint, size: bigint): bigint {
  const rest = value % size
  return rest < 0n ? value - rest - (size < 0n ? -size : size) : value - rest
}
