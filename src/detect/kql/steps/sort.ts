import { compileExpression } from '../compile-expression.ts'
import type { OutputRow } from '../query.ts'
import { createScope, enterRow } from '../scope.ts'
import { compareValues } from '../values/compare-values.ts'
import { spendWork } from '../work.ts'
import type { StepCompiler } from './step.ts'

/** Rows in order, equal ones as they came. Nulls go where the key says. */
export const sort: StepCompiler<'sort'> = ({ keys }, _compile, clock) => {
  const scope = createScope(0, clock)
  const evaluators = keys.map(({ expression }) => compileExpression(expression, []))
  const keysOf = (row: OutputRow) => {
    enterRow(scope, row)
    const values = evaluators.map((evaluate) => evaluate(scope))
    // Each is compared some ten times, with texts that it may have much in common with.
    for (const value of values) if (typeof value === 'string') spendWork(16 * value.length)
    return values
  }
  return (rows) => {
    const keyed = rows.map((row) => ({ row, values: keysOf(row) }))
    keyed.sort((a, b) => {
      for (const [index, { order, nulls }] of keys.entries()) {
        const left = a.values[index] ?? null
        const right = b.values[index] ?? null
        if (left === null || right === null) {
          if (left === right) continue
          return (left === null) === (nulls === 'first') ? -1 : 1
        }
        const compared = compareValues(left, right)
        if (compared !== 0) return order === 'asc' ? compared : -compared
      }
      return 0
    })
    return keyed.map(({ row }) => row)
  }
}
