import type { KqlType, KqlValue } from '../query.ts'
import type { Evaluator } from '../scope.ts'
import { compareDecimals } from '../values/decimal.ts'
import { compareValues } from '../values/compare-values.ts'
import { convert } from '../values/convert.ts'
import { commonType } from './common-type.ts'
import type { Operand, ScalarFunction } from './scalar-function.ts'

const CONDITIONAL: ScalarFunction = {
  accepts: (condition, ...values) => isCondition(condition) && commonType(values) !== null,
  type: ([, ...values]) => commonType(values),
  compile: (condition, ...values) => {
    const [then, otherwise] = inCommon(values)
    return (scope) => (condition.evaluate(scope) === true ? (then?.(scope) ?? null) : (otherwise?.(scope) ?? null))
  },
}

/** Functions that choose between values. What is null counts as false. */
export const CONDITIONALS = {
  iff: CONDITIONAL,
  iif: CONDITIONAL,
  case: {
    accepts: (...types) => {
      const { conditions, values } = splitCase(types)
      return types.length % 2 === 1 && conditions.every(isCondition) && commonType(values) !== null
    },
    type: (types) => commonType(splitCase(types).values),
    compile: (...operands) => {
      const { conditions, values } = splitCase(operands)
      const evaluators = inCommon(values)
      return (scope) => {
        const found = conditions.findIndex(({ evaluate }) => evaluate(scope) === true)
        return evaluators.at(found)?.(scope) ?? null
      }
    },
  },
  coalesce: {
    accepts: (...types) => commonType(types) !== null,
    type: commonType,
    compile: (...operands) => {
      const evaluators = inCommon(operands)
      const nothing = operands[0]?.type === 'string' ? '' : null
      return (scope) => {
        for (const evaluate of evaluators) {
          const value = evaluate(scope)
          if (value !== null && value !== '') return value
        }
        return nothing
      }
    },
  },
  max_of: extreme((compared) => compared > 0),
  min_of: extreme((compared) => compared < 0),
} as const satisfies Record<string, ScalarFunction>

function isCondition(type: KqlType): boolean {
  return type === 'bool' || type === 'dynamic'
}

function splitCase<T>(items: readonly T[]): { readonly conditions: readonly T[]; readonly values: readonly T[] } {
  const isLast = (index: number) => index === items.length - 1
  return {
    conditions: items.filter((_, index) => index % 2 === 0 && !isLast(index)),
    values: items.filter((_, index) => index % 2 === 1 || isLast(index)),
  }
}

function inCommon(operands: readonly Operand[]): readonly Evaluator[] {
  const type = commonType(operands.map((operand) => operand.type))
  return operands.map(({ type: from, evaluate }) => {
    return type === null || type === from ? evaluate : (scope) => convert(evaluate(scope), from, type)
  })
}

/** The first value that is before all others; nulls do not count. */
function extreme(isBetter: (compared: number) => boolean): ScalarFunction {
  return {
    accepts: (...types) => commonType(types) !== null && !types.includes('dynamic'),
    type: commonType,
    compile: (...operands) => {
      const evaluators = inCommon(operands)
      const compare =
        commonType(operands.map(({ type }) => type)) === 'decimal' ? (compareDecimals as typeof compareValues) : compareValues
      return (scope) => {
        let best: KqlValue = null
        for (const evaluate of evaluators) {
          const value = evaluate(scope)
          if (value !== null && (best === null || isBetter(compare(value, best)))) best = value
        }
        return best
      }
    },
  }
}
