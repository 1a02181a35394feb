import { compileComputed, compileExpression } from './compile-expression.ts'
import { compileIndicators } from './compile-indicators.ts'
import type { Plan } from './plan.ts'
import type { OutputRow, Query } from './query.ts'
import { createScope, enterRow } from './scope.ts'

const NO_ROWS: readonly OutputRow[] = []

/** Makes a plan executable: closures only, no code is generated. */
export function compilePlan(plan: Plan): Query {
  const computed = compileComputed(plan.computed)
  const conditions = plan.conditions.map(({ expression }) => compileExpression(expression, computed))
  const output = plan.output.map(({ name, expression }) => ({ name, evaluate: compileExpression(expression, computed) }))
  const scope = createScope(computed.length)
  return {
    columns: plan.output.map(({ name, expression }) => ({ name, type: expression.type })),
    evaluate: (row) => {
      enterRow(scope, row)
      for (const condition of conditions) if (condition(scope) !== true) return NO_ROWS
      return [Object.fromEntries(output.map(({ name, evaluate }) => [name, evaluate(scope)]))]
    },
    indicators: compileIndicators(plan),
  }
}
