import type { SyntaxNode } from '../kusto-parser.ts'
import type { Draft } from '../operators/draft.ts'
import { readUnion } from '../operators/union.ts'
import type { Environment } from '../read/names.ts'
import { datatable } from './datatable.ts'
import { print } from './print.ts'
import { range } from './range.ts'

/** What a query can begin with beside a table, by the parser's name. */
export const SOURCES: Readonly<Record<string, (node: SyntaxNode, environment: Environment) => Draft>> = {
  DataTableExpression: datatable,
  PrintOperator: print,
  RangeOperator: range,
  UnionOperator: readUnion,
  MaterializeExpression: ({ children: [table] }, environment) => environment.readers.table(table as SyntaxNode, environment),
}
