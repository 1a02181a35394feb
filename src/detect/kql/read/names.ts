import type { SyntaxNode } from '../kusto-parser.ts'
import type { Draft } from '../operators/draft.ts'
import type { Expression } from '../plan.ts'

/** What `let` has named, where a tabular expression or a function is read: the names that it sees are those of its own place. */
export type Environment = {
  readonly variables: ReadonlyMap<string, Expression>
  /** Each is read anew where it is used. */
  readonly tables: ReadonlyMap<string, () => Draft>
  readonly functions: ReadonlyMap<string, DeclaredFunction>
  readonly readers: Readers
  /** How much may still be inlined: a function or alias that is used twice is read twice. */
  readonly budget: { left: number }
}

/** How the parts of a query are read, which hold one another: a table's operators have expressions, and an expression may have tables. */
export type Readers = {
  readonly expression: (node: SyntaxNode, names: Names) => Expression
  readonly table: (node: SyntaxNode, environment: Environment) => Draft
  /** The operators of a query inside another, on what the draft has come to. */
  readonly pipeline: (node: SyntaxNode, draft: Draft) => void
}

/** A function of the query's own, and what its body sees. */
export type DeclaredFunction = { readonly node: SyntaxNode; readonly environment: Environment }

/** What names mean at one point of a query: the columns in view, in order, and what `let` has named. */
export type Names = {
  readonly columns: ReadonlyMap<string, Expression>
  readonly environment: Environment
  /** Makes an expression one that costs nothing to use twice. */
  readonly share: (expression: Expression) => Expression
}
