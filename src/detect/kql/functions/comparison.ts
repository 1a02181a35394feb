import type { KqlType, KqlValue } from '../query.ts'
import { equals as equalTexts } from '../text/text-test.ts'
import { compareDecimals } from '../values/decimal.ts'
import { convert } from '../values/convert.ts'
import { isNumeric, type Operand, type ScalarFunction } from './scalar-function.ts'

/** `==` and the orderings. `!=` is read as `not` of `==`. */
export const COMPARISON = {
  '==': {
    accepts: haveEquality,
    type: () => 'bool',
    compile: (left, right) => {
      const [a, b] = alike(left, right)
      return (scope) => equalValues(a.evaluate(scope), b.evaluate(scope))
    },
    implies: { quantifier: 'every', holds: equalTexts },
  },
  '<': ordering((a, b) => a < b),
  '<=': ordering((a, b) => a <= b),
  '>': ordering((a, b) => a > b),
  '>=': ordering((a, b) => a >= b),
  between: {
    accepts: (value, low, high) =>
      haveOrder(value, low) && (haveOrder(value, high) || (value === 'datetime' && high === 'timespan')),
    type: () => 'bool',
    compile: (value, low, high) => {
      const isAbove = ordering((a, b) => a >= b).compile(value, low)
      const isBelow = ordering((a, b) => a <= b).compile(
        value,
        value.type === 'datetime' && high.type === 'timespan' ? sumOf(low, high) : high,
      )
      return (scope) => {
        const above = isAbove(scope)
        const below = isBelow(scope)
        return above === null || below === null ? null : above === true && below === true
      }
    },
  },
} as const satisfies Record<string, ScalarFunction>

/** A datetime `between (start .. timespan)` ends that long after the start. */
function sumOf(start: Operand, length: Operand): Operand {
  return {
    type: 'datetime',
    constant: undefined,
    evaluate: (scope) => {
      const a = convert(start.evaluate(scope), start.type, 'datetime')
      const b = length.evaluate(scope)
      return a === null || b === null ? null : (a as bigint) + (b as bigint)
    },
  }
}

const ORDERED: ReadonlySet<KqlType> = new Set(['datetime', 'timespan', 'decimal'])

function haveEquality(a: KqlType, b: KqlType): boolean {
  if (a === 'dynamic' || b === 'dynamic') return a !== b
  return a === b || haveOrder(a, b) || (a === 'guid' && b === 'string') || (a === 'string' && b === 'guid')
}

function haveOrder(a: KqlType, b: KqlType): boolean {
  if (a === 'dynamic' || b === 'dynamic') return isOrdered(a) || isOrdered(b)
  return (a === b && ORDERED.has(a)) || ((isNumeric(a) || a === 'decimal') && (isNumeric(b) || b === 'decimal'))
}

function isOrdered(type: KqlType): boolean {
  return ORDERED.has(type) || isNumeric(type)
}

/** A dynamic value is compared as one of the other's type; a decimal with a number as decimals. */
function alike(a: Operand, b: Operand): readonly [Operand, Operand] {
  const type =
    a.type === 'dynamic'
      ? b.type
      : b.type === 'dynamic'
        ? a.type
        : a.type === 'decimal' || b.type === 'decimal'
          ? 'decimal'
          : null
  return type === null ? [a, b] : [as(a, type), as(b, type)]
}

function as(operand: Operand, to: KqlType): Operand {
  const { type, evaluate } = operand
  // An integer that a dynamic value holds may be more than an int, and a real be compared with an int.
  const target = type === 'dynamic' && isNumeric(to) ? null : to
  if (type === to) return operand
  if (target === null) return { ...operand, evaluate: (scope) => numberIn(evaluate(scope)) }
  return { ...operand, evaluate: (scope) => convert(evaluate(scope), type, target) }
}

function numberIn(value: KqlValue): KqlValue {
  return typeof value === 'number' || typeof value === 'bigint' ? value : convert(value, 'dynamic', 'real')
}

/**
 * null when both are null; null and a value are unequal.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/null-values
 */
function equalValues(a: KqlValue, b: KqlValue): boolean | null {
  if (a === null || b === null) return a === b ? null : false
  // A number and a bigint are compared by their mathematical value, exactly.
  return typeof a === typeof b ? a === b : a == b
}

function ordering(holds: (a: number | bigint, b: number | bigint) => boolean): ScalarFunction {
  return {
    accepts: haveOrder,
    type: () => 'bool',
    compile: (left, right) => {
      const [x, y] = alike(left, right)
      const isDecimal = x.type === 'decimal' || y.type === 'decimal'
      return (scope) => {
        const a = x.evaluate(scope)
        const b = y.evaluate(scope)
        if (a === null || b === null) return null
        if (isDecimal) return holds(compareDecimals(a as string, b as string), 0)
        // `accepts` leaves nothing else but numbers and bigints.
        return holds(a as number | bigint, b as number | bigint)
      }
    },
  }
}
