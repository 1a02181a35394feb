import { COLUMNS, type ColumnName, isColumnName } from '../../decode/common-security-log/columns.ts'
import { type Row, valueToJson } from '../../decode/common-security-log/row.ts'
import { compileComputed, compileExpression } from './compile-expression.ts'
import { eventPlanOf } from './event-plan.ts'
import type { Expression, Plan } from './plan.ts'
import { type Clock, createScope, enterRow } from './scope.ts'

/** A condition that is not true of a row, as the query has it, and what the row holds in the columns that it looks at. */
export type FailedCondition = {
  readonly condition: string
  readonly values: readonly { readonly column: ColumnName; readonly value: string | number | null }[]
}

/** Tells which condition of the query is the first that is not true of a row; null when all are. */
export function compileExplanation(whole: Plan): (row: Row) => FailedCondition | null {
  const plan = eventPlanOf(whole)
  if (plan === null) return () => null
  const computed = compileComputed(plan.computed)
  const conditions = plan.conditions.map(({ text, expression }) => ({
    text,
    holds: compileExpression(expression, computed),
    columns: [...columnsIn(expression, plan)],
  }))
  const clock: Clock = { now: null }
  const scope = createScope(computed.length, clock)
  return (row) => {
    clock.now = row.TimeGenerated ?? null
    enterRow(scope, row)
    const failed = conditions.find(({ holds }) => holds(scope) !== true)
    if (failed === undefined) return null
    return { condition: failed.text, values: failed.columns.map((column) => ({ column, value: valueIn(row, column) })) }
  }
}

/** The columns of the table that an expression looks at, by way of computed ones too. */
function columnsIn(expression: Expression, plan: Plan): ReadonlySet<ColumnName> {
  switch (expression.kind) {
    case 'literal':
      return new Set()
    case 'column':
      return new Set(isColumnName(expression.name) ? [expression.name] : [])
    case 'computed': {
      const computed = plan.computed[expression.index]
      return computed === undefined ? new Set() : columnsIn(computed, plan)
    }
    case 'call':
      return new Set(expression.arguments.flatMap((argument) => [...columnsIn(argument, plan)]))
  }
}

function valueIn(row: Row, column: ColumnName): string | number | null {
  const value = row[column]
  if (value === undefined) return COLUMNS[column] === 'string' ? '' : null
  return valueToJson(COLUMNS[column], value)
}
