import type { Row } from '../../decode/common-security-log/row.ts'
import type { Indicator } from '../match.ts'
import type { Expression, Plan } from './plan.ts'
import { selectiveCondition } from './required-literals.ts'
import { type TextPredicate, textPredicateOf } from './text-predicate.ts'

/**
 * Tells which literals were found in a row: those of the condition that requiredLiterals() goes by, because what else the query asks
 * for (a method, a vendor) is true of innocent rows too. Nothing under a `not` was found.
 */
export function compileIndicators(plan: Plan): (row: Row) => readonly Indicator[] {
  const selective = selectiveCondition(plan)
  if (selective === null) return () => []
  const predicates = textPredicatesOf(selective.condition.expression)
  return (row) => predicates.flatMap((predicate) => indicatorsOf(predicate, row))
}

function textPredicatesOf(expression: Expression): readonly TextPredicate[] {
  const predicate = textPredicateOf(expression)
  if (predicate !== null) return [predicate]
  if (expression.kind !== 'call' || (expression.function !== 'and' && expression.function !== 'or')) return []
  return expression.arguments.flatMap(textPredicatesOf)
}

function indicatorsOf({ column, texts, holds }: TextPredicate, row: Row): readonly Indicator[] {
  const text = String(row[column] ?? '')
  return texts.filter((value) => holds(text, value)).map((value) => ({ column, value }))
}
