import type { FunctionName } from './functions/index.ts'
import type { KqlType, OutputColumn } from './query.ts'
import type { AggregateName } from './steps/aggregates.ts'

/**
 * What a query became once it was parsed and bound: small, and plain JSON, so that it can be cached and handed to other threads.
 * Nothing of the parser is left in it. A plan looks at one row at a time; where an operator gives several rows, or none, for one, the
 * plan of what follows takes them `from` the plan of what came before.
 */
export type Plan = {
  /** What must be true of a row: the conjuncts of every `where`, kept apart and in the query's order. */
  readonly conditions: readonly Condition[]
  /** What `extend` and `project` compute. Each may use those before it, and is kept once, however often it is used. */
  readonly computed: readonly Expression[]
  /** The columns of the result, in order. */
  readonly output: readonly NamedExpression[]
  /** Where the rows come from. Absent: the row of CommonSecurityLog that is evaluated. */
  readonly from?: Source
}

/** Rows of the query's own (`datatable`, `print`, `range`), of several plans, of a plan and a step, or of the step around it. */
export type Source =
  | { readonly kind: 'rows'; readonly columns: readonly OutputColumn[]; readonly rows: readonly (readonly LiteralValue[])[] }
  | { readonly kind: 'union'; readonly branches: readonly Plan[] }
  | { readonly kind: 'step'; readonly input: Plan; readonly step: Step }
  | { readonly kind: 'given' }

/** What turns rows into others, many at a time. */
export type Step =
  | { readonly kind: 'distinct' }
  | { readonly kind: 'take'; readonly count: number }
  | { readonly kind: 'sort'; readonly keys: readonly SortKey[] }
  | { readonly kind: 'summarize'; readonly by: readonly string[]; readonly aggregates: readonly Aggregate[] }
  | ({ readonly kind: 'mv-expand'; readonly limit: number } & Expansion)
  | ({ readonly kind: 'mv-apply'; readonly limit: number; readonly plan: Plan } & Expansion)
  | { readonly kind: 'bag_unpack'; readonly column: string; readonly prefix: string; readonly columns: readonly OutputColumn[] }

/** An aggregation function of `summarize`, and the columns that it takes and gives. */
export type Aggregate = {
  readonly function: AggregateName
  readonly inputs: readonly OutputColumn[]
  /** The column that says which rows count. */
  readonly condition: string | null
  /** Of the elements of a list. */
  readonly limit: number | null
  readonly outputs: readonly OutputColumn[]
}

export type SortKey = { readonly expression: Expression; readonly order: 'asc' | 'desc'; readonly nulls: 'first' | 'last' }

/** The columns whose values are taken apart, and the one that counts, if any. */
export type Expansion = {
  readonly columns: readonly OutputColumn[]
  readonly index: string | null
  /** Whether a property bag becomes bags of one property or arrays of key and value. */
  readonly bags: 'bag' | 'array'
}

/** `text` is the condition as the query has it. */
export type Condition = { readonly text: string; readonly expression: Expression }

export type NamedExpression = { readonly name: string; readonly expression: Expression }

export type Expression = Literal | Column | Computed | Call

/** The JSON form of a value: long, datetime and timespan, which JSON's numbers cannot hold, and NaN and infinities are strings. */
export type LiteralValue = string | number | boolean | null | readonly LiteralValue[] | { readonly [key: string]: LiteralValue }

export type Literal = { readonly kind: 'literal'; readonly type: KqlType; readonly value: LiteralValue }

/** A column of the rows that the plan takes, whatever the query calls it by now. */
export type Column = { readonly kind: 'column'; readonly type: KqlType; readonly name: string }

/** The entry of `Plan.computed` at `index`. */
type Computed = { readonly kind: 'computed'; readonly type: KqlType; readonly index: number }

/** A scalar function or operator on its arguments. */
export type Call = {
  readonly kind: 'call'
  readonly type: KqlType
  readonly function: FunctionName
  readonly arguments: readonly Expression[]
}
