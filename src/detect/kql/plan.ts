import type { ColumnName } from '../../decode/common-security-log/columns.ts'
import type { FunctionName } from './functions/index.ts'
import type { KqlType } from './query.ts'

/**
 * What a query became once it was parsed and bound: small, and plain JSON, so that it can be cached and handed to other threads.
 * Nothing of the parser is left in it.
 */
export type Plan = {
  /** What must be true of a row: the conjuncts of every `where`, kept apart and in the query's order. */
  readonly conditions: readonly Condition[]
  /** What `extend` and `project` compute. Each may use those before it, and is kept once, however often it is used. */
  readonly computed: readonly Expression[]
  /** The columns of the result, in order. */
  readonly output: readonly NamedExpression[]
}

/** `text` is the condition as the query has it. */
export type Condition = { readonly text: string; readonly expression: Expression }

export type NamedExpression = { readonly name: string; readonly expression: Expression }

export type Expression = Literal | Column | Computed | Call

/** The JSON form of a value: long, datetime and timespan, which JSON's numbers cannot hold, are decimal strings. */
export type LiteralValue = string | number | boolean | null | readonly LiteralValue[]

export type Literal = { readonly kind: 'literal'; readonly type: KqlType; readonly value: LiteralValue }

/** A column of CommonSecurityLog, whatever the query calls it by now. */
export type Column = { readonly kind: 'column'; readonly type: KqlType; readonly name: ColumnName }

/** The entry of `Plan.computed` at `index`. */
type Computed = { readonly kind: 'computed'; readonly type: KqlType; readonly index: number }

/** A scalar function or operator on its arguments. */
export type Call = {
  readonly kind: 'call'
  readonly type: KqlType
  readonly function: FunctionName
  readonly arguments: readonly Expression[]
}
