import type { Row } from '../../decode/common-security-log/row.ts'
import type { KqlValue } from './query.ts'

/** What an expression is evaluated in: one row, and what the query has computed of it so far (undefined: not yet). */
export type Scope = { row: Row; readonly computed: (KqlValue | undefined)[] }

export type Evaluator = (scope: Scope) => KqlValue

/** A scope for a query with `size` computed expressions, to be entered for each row: no row costs an object. */
export function createScope(size: number): Scope {
  return { row: {}, computed: new Array<undefined>(size).fill(undefined) }
}

/** Makes `row` the one that is evaluated. */
export function enterRow(scope: Scope, row: Row): void {
  scope.row = row
  if (scope.computed.length > 0) scope.computed.fill(undefined)
}
