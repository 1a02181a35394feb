import { type ColumnName, isColumnName } from '../../decode/common-security-log/columns.ts'
import { constantOf } from './compile-expression.ts'
import { listTexts } from './functions/list-operands.ts'
import { FUNCTIONS } from './functions/index.ts'
import type { TextImplication } from './functions/scalar-function.ts'
import type { Expression } from './plan.ts'

/** A call that, when it is true of a row, says that a column contains some or every one of `texts`. */
export type TextPredicate = TextImplication & { readonly column: ColumnName; readonly texts: readonly string[] }

/** The expression as a text predicate, or null when it is none: only columns read directly, and constant texts, count. */
export function textPredicateOf(expression: Expression): TextPredicate | null {
  if (expression.kind !== 'call') return null
  const { implies } = FUNCTIONS[expression.function]
  const [subject, ...others] = expression.arguments
  if (implies === undefined || subject?.kind !== 'column' || subject.type !== 'string' || !isColumnName(subject.name)) return null
  const constants = others.map(constantOf)
  return constants.includes(undefined) ? null : { ...implies, column: subject.name, texts: listTexts(constants) }
}
