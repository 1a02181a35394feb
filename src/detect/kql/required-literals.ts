import type { ColumnName } from '../../decode/common-security-log/columns.ts'
import { VERBATIM_COLUMNS } from '../../decode/common-security-log/verbatim-columns.ts'
import { eventPlanOf } from './event-plan.ts'
import type { Condition, Expression, Plan } from './plan.ts'
import { type TextPredicate, textPredicateOf } from './text-predicate.ts'

/** A text that a column of the table must contain, case aside (the widest reading: equal in lower or in upper case). */
export type RequiredLiteral = { readonly column: ColumnName; readonly text: string }

type Literals = readonly RequiredLiteral[]

type ColumnTest = (column: ColumnName) => boolean

/**
 * Texts of which every row that the query is true of contains at least one, in a column whose text stands in the frame; none at all
 * when the query is true of no row. null when there is no such set, and every row has to be evaluated.
 */
export function requiredLiterals(plan: Plan): Literals | null {
  const { from } = plan
  if (from === undefined) return selectiveCondition(plan, (column) => VERBATIM_COLUMNS.has(column))?.literals ?? null
  switch (from.kind) {
    case 'step':
      return requiredLiterals(from.input)
    case 'union':
      return from.branches.map(requiredLiterals).reduce<Literals | null>(union, [])
    default:
      // Rows of the query's own need no event at all.
      return null
  }
}

/**
 * The condition whose literals are the rarest to be found by chance, that is, whose shortest is the longest; the first of equals. Only
 * literals in columns that pass `counts` are considered.
 */
export function selectiveCondition(
  plan: Plan,
  counts: ColumnTest = () => true,
): { readonly condition: Condition; readonly literals: Literals } | null {
  let best: { condition: Condition; literals: Literals } | null = null
  // What comes after a step sees its columns, not the table's.
  for (const condition of eventPlanOf(plan)?.conditions ?? []) {
    const literals = literalsOf(condition.expression, counts)
    if (literals !== null && (best === null || shortest(literals) > shortest(best.literals))) best = { condition, literals }
  }
  return best
}

function literalsOf(expression: Expression, counts: ColumnTest): Literals | null {
  if (expression.kind === 'literal') return expression.value === true ? null : []
  const predicate = textPredicateOf(expression)
  if (predicate !== null) return counts(predicate.column) ? literalsOfPredicate(predicate) : null
  if (expression.kind !== 'call') return null
  const parts = expression.arguments.map((part) => literalsOf(part, counts))
  switch (expression.function) {
    case 'and':
      return parts.reduce(moreSelective, null)
    case 'or':
      return parts.reduce<Literals | null>(union, [])
    default:
      return null
  }
}

function literalsOfPredicate({ column, texts, quantifier }: TextPredicate): Literals | null {
  const literals = texts.map((text) => ({ column, text }))
  // Every text contains the empty one.
  if (quantifier === 'some') return texts.includes('') ? null : literals
  const [longest] = literals.toSorted((a, b) => b.text.length - a.text.length)
  return longest === undefined || longest.text === '' ? null : [longest]
}

function moreSelective(a: Literals | null, b: Literals | null): Literals | null {
  if (a === null || b === null) return a ?? b
  return shortest(b) > shortest(a) ? b : a
}

function union(a: Literals | null, b: Literals | null): Literals | null {
  return a === null || b === null ? null : [...a, ...b]
}

function shortest(literals: Literals): number {
  return Math.min(...literals.map(({ text }) => text.length))
}
