import type { KqlType, KqlValue } from '../query.ts'
import { equals as equalTexts } from '../text/text-test.ts'
import { isNumeric, type ScalarFunction } from './scalar-function.ts'

/** `==` and the orderings. `!=` is read as `not` of `==`. */
export const COMPARISON = {
  '==': {
    accepts: haveEquality,
    compile: (left, right) => (scope) => equalValues(left.evaluate(scope), right.evaluate(scope)),
    implies: { quantifier: 'every', holds: equalTexts },
  },
  '<': ordering((a, b) => a < b),
  '<=': ordering((a, b) => a <= b),
  '>': ordering((a, b) => a > b),
  '>=': ordering((a, b) => a >= b),
} as const satisfies Record<string, ScalarFunction>

function haveEquality(a: KqlType, b: KqlType): boolean {
  return (a === b && a !== 'dynamic') || (isNumeric(a) && isNumeric(b))
}

function haveOrder(a: KqlType, b: KqlType): boolean {
  return (a === 'datetime' && b === 'datetime') || (isNumeric(a) && isNumeric(b))
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
    compile: (left, right) => (scope) => {
      const a = left.evaluate(scope)
      const b = right.evaluate(scope)
      // `accepts` leaves nothing but numbers, bigints and null.
      return a === null || b === null ? null : holds(a as number | bigint, b as number | bigint)
    },
  }
}
