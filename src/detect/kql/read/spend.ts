import type { SyntaxNode } from '../kusto-parser.ts'
import type { Environment } from './names.ts'
import { Refusal } from './refusal.ts'

/** How many operators and calls of the query's own functions it may come to, once all that it names is inlined. */
export const MAX_INLINED = 2000

/** Counts one thing inlined. Throws a Refusal when it is one too many. */
export function spend({ budget }: Environment, node: SyntaxNode): void {
  if (budget.left-- > 0) return
  throw new Refusal(node, node.firstWord, `a query that comes to more than ${MAX_INLINED} operators and calls is not supported`)
}
