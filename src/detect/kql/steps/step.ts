import type { Plan, Step } from '../plan.ts'
import type { OutputRow } from '../query.ts'
import type { Clock } from '../scope.ts'

export type Rows = readonly OutputRow[]

/** How many rows one event, or a query's own table, may become: what an event holds is chosen by whoever sent it. */
export const MAX_ROWS = 2048

/** What it costs to copy a column of a row. */
export const COLUMN_WORK = 32

export type RowsFunction = (rows: Rows) => Rows

/** Makes a step of one kind executable. `compile` does so with a plan that takes the rows that it is given. */
export type StepCompiler<K extends Step['kind']> = (
  step: Extract<Step, { readonly kind: K }>,
  compile: (plan: Plan) => (rows: Rows) => Rows,
  clock: Clock,
) => RowsFunction
