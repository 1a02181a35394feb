import type { SyntaxNode } from '../kusto-parser.ts'
import { TABLE_NAME } from '../table-name.ts'
import { Refusal } from './refusal.ts'

/** The operators between CommonSecurityLog and the result of a tabular expression, in order, `let` aliases followed. */
export function flattenPipeline(node: SyntaxNode, aliases: ReadonlyMap<string, SyntaxNode>): readonly SyntaxNode[] {
  if (node.kind === 'PipeExpression') {
    const [source, operator] = node.children
    if (source !== undefined && operator !== undefined) return [...flattenPipeline(source, aliases), operator]
  }
  const symbol = node.kind === 'NameReference' ? node.symbol : null
  if (symbol?.kind === 'Table' && symbol.name === TABLE_NAME) return []
  const alias = symbol?.kind === 'Variable' ? aliases.get(symbol.name) : undefined
  if (alias !== undefined) return flattenPipeline(alias, aliases)
  throw new Refusal(node, node.firstWord, `${node.firstWord} is not supported here: a query begins with ${TABLE_NAME}`)
}
