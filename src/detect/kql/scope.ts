import type { KqlValue } from './query.ts'

/** The time that `now()` is: when the event was received, in ticks since the Unix epoch. */
export type Clock = { now: bigint | null }

/** A row as expressions see it: of CommonSecurityLog, or of what came before in the query. */
export type InputRow = { readonly [column: string]: KqlValue | undefined }

/** What an expression is evaluated in: one row, and what the query has computed of it so far (undefined: not yet). */
export type Scope = { row: InputRow; readonly computed: (KqlValue | undefined)[]; readonly clock: Clock }

export type Evaluator = (scope: Scope) => KqlValue

/** A scope for a query with `size` computed expressions, to be entered for each row: no row costs an object. */
export function createScope(size: number, clock: Clock = { now: null }): Scope {
  return { row: {}, computed: new Array<undefined>(size).fill(undefined), clock }
}

/** Makes `row` the one that is evaluated. */
export function enterRow(scope: Scope, row: InputRow): void {
  scope.row = row
  if (scope.computed.length > 0) scope.computed.fill(undefined)
}
