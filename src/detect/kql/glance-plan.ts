import { type ColumnName, isColumnName } from '../../decode/common-security-log/columns.ts'
import type { Expression, Plan } from './plan.ts'

type ColumnTest = (column: ColumnName) => boolean

/**
 * The plan of a query that asks of an event only what can be told from the columns that pass `isPlain`: where it gives no row, `plan`
 * gives none either. null when nothing can be told from them.
 */
export function glancePlan(plan: Plan, isPlain: ColumnTest): Plan | null {
  const { from } = plan
  switch (from?.kind) {
    case undefined:
      return plainConditions(plan, isPlain)
    case 'step':
      // Of no row no step makes one.
      return glancePlan(from.input, isPlain)
    case 'union': {
      const branches = from.branches.map((branch) => glancePlan(branch, isPlain)).filter((branch) => branch !== null)
      if (branches.length < from.branches.length) return null
      return { conditions: [], computed: [], output: [], from: { kind: 'union', branches } }
    }
    case 'rows':
    case 'given':
      return null
  }
}

function plainConditions({ conditions, computed }: Plan, isPlain: ColumnTest): Plan | null {
  const plainComputed: boolean[] = []
  const isPlainExpression = (expression: Expression): boolean => {
    switch (expression.kind) {
      case 'literal':
        return true
      case 'column':
        return isColumnName(expression.name) && isPlain(expression.name)
      case 'computed':
        return plainComputed[expression.index] === true
      case 'call':
        return expression.arguments.every(isPlainExpression)
    }
  }
  for (const expression of computed) plainComputed.push(isPlainExpression(expression))
  const plain = conditions.filter(({ expression }) => isPlainExpression(expression))
  return plain.length === 0 ? null : { conditions: plain, computed, output: [] }
}
