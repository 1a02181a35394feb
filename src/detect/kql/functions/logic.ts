import type { KqlType } from '../query.ts'
import type { ScalarFunction } from './scalar-function.ts'

const CONDITIONAL: ScalarFunction = {
  accepts: (condition, then, otherwise) => condition === 'bool' && then === otherwise,
  compile: (condition, then, otherwise) => (scope) => {
    return condition.evaluate(scope) === true ? then.evaluate(scope) : otherwise.evaluate(scope)
  },
}

/**
 * `and`, `or` and the condition of `iff` take null for false, and never answer null; `not` of null is null.
 * Source: https://learn.microsoft.com/kusto/query/logical-operators
 */
export const LOGIC = {
  and: {
    accepts: areBool,
    compile: (left, right) => (scope) => left.evaluate(scope) === true && right.evaluate(scope) === true,
  },
  or: {
    accepts: areBool,
    compile: (left, right) => (scope) => left.evaluate(scope) === true || right.evaluate(scope) === true,
  },
  not: {
    accepts: areBool,
    compile: (operand) => (scope) => {
      const value = operand.evaluate(scope)
      return value === null ? null : value !== true
    },
  },
  iff: CONDITIONAL,
  iif: CONDITIONAL,
} as const satisfies Record<string, ScalarFunction>

function areBool(...types: readonly KqlType[]): boolean {
  return types.every((type) => type === 'bool')
}
