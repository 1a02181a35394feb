import type { KqlType } from '../query.ts'
import type { ScalarFunction } from './scalar-function.ts'

/**
 * `and` and `or` take null for false, and never answer null; `not` of null is null.
 * Source: https://learn.microsoft.com/kusto/query/logical-operators
 */
export const LOGIC = {
  and: {
    accepts: areBool,
    type: () => 'bool',
    compile: (left, right) => (scope) => left.evaluate(scope) === true && right.evaluate(scope) === true,
  },
  or: {
    accepts: areBool,
    type: () => 'bool',
    compile: (left, right) => (scope) => left.evaluate(scope) === true || right.evaluate(scope) === true,
  },
  not: {
    accepts: areBool,
    type: () => 'bool',
    compile: (operand) => (scope) => {
      const value = operand.evaluate(scope)
      return value === null ? null : value !== true
    },
  },
} as const satisfies Record<string, ScalarFunction>

function areBool(...types: readonly KqlType[]): boolean {
  return types.every((type) => type === 'bool')
}
