import type { Condition, Expression } from '../plan.ts'
import type { Names } from '../read/names.ts'

/** A plan under construction, while the operators of a pipeline are read in order. */
export type Draft = Names & {
  columns: Names['columns']
  readonly conditions: Condition[]
  readonly computed: Expression[]
}

/** An expression that costs nothing to use twice: `expression` itself, or a reference to it once it is among the computed ones. */
export function shareable(draft: Draft, expression: Expression): Expression {
  if (expression.kind !== 'call') return expression
  const index = draft.computed.push(expression) - 1
  return { kind: 'computed', type: expression.type, index }
}
