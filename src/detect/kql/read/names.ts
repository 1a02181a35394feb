import type { Expression } from '../plan.ts'

/** What names mean at one point of a query: the columns in view, in order, and the scalar values that `let` has named. */
export type Names = {
  readonly columns: ReadonlyMap<string, Expression>
  readonly variables: ReadonlyMap<string, Expression>
}
