import type { KqlType, KqlValue } from '../query.ts'
import { convert } from '../values/convert.ts'
import { datetimeOrNull, MIN_DATETIME } from '../values/datetime-range.ts'
import { calculateDecimal } from '../values/decimal.ts'
import type { ScalarFunction } from './scalar-function.ts'

type Operator = '+' | '-' | '*' | '/' | '%'
type Apply<T> = (a: T, b: T) => T | null

const INTEGERS: { readonly [O in Operator]: Apply<bigint> } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0n ? null : a / b),
  '%': (a, b) => (b === 0n ? null : ((a % b) + size(b)) % size(b)),
}

const REALS: { readonly [O in Operator]: Apply<number> } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => ((a % b) + Math.abs(b)) % Math.abs(b),
}

/** Arithmetic. Integers are 64 bits wide and wrap around; the remainder is never negative. */
export const ARITHMETIC = {
  '+': arithmetic('+'),
  '-': arithmetic('-'),
  '*': arithmetic('*'),
  '/': arithmetic('/'),
  '%': arithmetic('%'),
  negate: {
    accepts: (type) => resultOf('-', type, type) !== null && type !== 'datetime',
    type: ([type = 'long']) => (type === 'int' ? 'long' : type),
    compile: (operand) => {
      const zero = { type: operand.type, constant: null, evaluate: () => convert(0, 'int', operand.type) }
      return arithmetic('-').compile(zero, operand)
    },
  },
} as const satisfies Record<string, ScalarFunction>

function arithmetic(operator: Operator): ScalarFunction {
  return {
    accepts: (a, b) => resultOf(operator, a, b) !== null,
    type: ([a = 'long', b = 'long']) => resultOf(operator, a, b),
    compile: (left, right) => {
      const apply = applierOf(operator, left.type, right.type)
      return (scope) => {
        const a = left.evaluate(scope)
        const b = right.evaluate(scope)
        return a === null || b === null ? null : apply(a, b)
      }
    },
  }
}

const RANKS: readonly KqlType[] = ['int', 'long', 'real', 'decimal']

function resultOf(operator: Operator, a: KqlType, b: KqlType): KqlType | null {
  const rank = Math.max(RANKS.indexOf(a), RANKS.indexOf(b))
  if (RANKS.includes(a) && RANKS.includes(b)) return rank <= 1 ? 'long' : (RANKS[rank] ?? null)
  return TIMES[`${a} ${operator} ${b}`] ?? null
}

const TIMES: Readonly<Record<string, KqlType>> = {
  'datetime - datetime': 'timespan',
  'datetime + timespan': 'datetime',
  'timespan + datetime': 'datetime',
  'datetime - timespan': 'datetime',
  'timespan + timespan': 'timespan',
  'timespan - timespan': 'timespan',
  'timespan / timespan': 'real',
  'timespan % timespan': 'timespan',
  'datetime % timespan': 'timespan',
  ...Object.fromEntries(
    ['int', 'long', 'real'].flatMap((number) => [
      [`timespan * ${number}`, 'timespan'],
      [`${number} * timespan`, 'timespan'],
      [`timespan / ${number}`, 'timespan'],
    ]),
  ),
}

function applierOf(operator: Operator, a: KqlType, b: KqlType): (a: NonNullable<KqlValue>, b: NonNullable<KqlValue>) => KqlValue {
  const result = resultOf(operator, a, b)
  if (result === 'decimal')
    return (x, y) => {
      // No decimal is infinite.
      const [left, right] = [convert(x, a, result) as string | null, convert(y, b, result) as string | null]
      return left === null || right === null ? null : calculateDecimal(operator, left, right)
    }
  if (a === 'timespan' && b === 'timespan' && operator === '/') return (x, y) => Number(x) / Number(y)
  if (result === 'real') return (x, y) => REALS[operator](Number(x), Number(y))
  const integers = INTEGERS[operator]
  if (a === 'real' || b === 'real') return (x, y) => ticksOf(REALS[operator](Number(x), Number(y)) ?? NaN)
  if (a === 'datetime' && operator === '%') return (x, y) => integers(BigInt(x as number | bigint) - MIN_DATETIME, y as bigint)
  // Operands are numbers and bigints only: nothing else has passed resultOf().
  return (x, y) => {
    const value = integers(BigInt(x as number | bigint), BigInt(y as number | bigint))
    if (value === null) return null
    return result === 'datetime' ? datetimeOrNull(value) : BigInt.asIntN(64, value)
  }
}

function ticksOf(value: number): bigint | null {
  return Number.isFinite(value) ? BigInt.asIntN(64, BigInt(Math.round(value))) : null
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value
}
