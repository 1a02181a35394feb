import type { SyntaxNode } from '../kusto-parser.ts'
import { valueOf } from '../literal.ts'
import type { Expression, SortKey } from '../plan.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import { namesOf } from './choose-columns.ts'
import { addStep, columnsOf, type Draft, tableColumns } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { splitDefinition } from './read-columns.ts'

/** `sort`, `order`: of the rows that one event becomes; rows of different events are not sorted among each other. */
export const sort: OperatorReader = (node, draft) => sortBy(node.children, draft)

/** `top`: of the rows that one event becomes. */
export const top: OperatorReader = (node, draft) => {
  const [count, ...keys] = node.children
  const limit = readCount(count ?? node, draft)
  sortBy(keys, draft)
  addStep(draft, { kind: 'take', count: limit })
}

/** `take`, `limit`: of the rows that one event becomes. */
export const take: OperatorReader = (node, draft) => {
  addStep(draft, { kind: 'take', count: readCount(node.children[0] ?? node, draft) })
}

/** `distinct`: of the rows that one event becomes. */
export const distinct: OperatorReader = (node, draft) => {
  // The binder names columns that have no name, unless there are wildcards.
  const given = node.columns.length === node.children.length ? node.columns : []
  const columns = node.children.flatMap((child, index): [string, Expression][] => {
    const names = namesOf(child, draft)
    if (names.length > 0 || child.text === '*') return names.map((name) => [name, draft.columns.get(name) as Expression])
    const { given: own, value } = splitDefinition(child)
    const name = own ?? given[index]
    if (name === undefined) throw new Refusal(child, child.text, 'a column without a name is not supported; name it')
    return [[name, draft.share(readExpression(value, draft))]]
  })
  const kept = node.children.some(({ text }) => text === '*') ? draft.columns : new Map(columns)
  draft.columns = kept
  addStep(draft, { kind: 'distinct' })
}

function sortBy(nodes: readonly SyntaxNode[], draft: Draft): void {
  addStep(draft, { kind: 'sort', keys: readKeys(nodes, draft) })
}

/** Keys are read over the rows as they leave the draft: a step sees nothing else of it. */
function readKeys(nodes: readonly SyntaxNode[], draft: Draft): readonly SortKey[] {
  const names = { columns: tableColumns(columnsOf(draft)), environment: draft.environment, share: (key: Expression) => key }
  return nodes.map((node) => {
    const [key, clause] = node.kind === 'OrderedExpression' ? node.children : [node]
    const order = /\basc\b/.test(clause?.text ?? '') ? 'asc' : 'desc'
    const nulls = /\bnulls\s+(first|last)\b/.exec(clause?.text ?? '')?.[1] ?? (order === 'asc' ? 'first' : 'last')
    return { expression: readExpression(key ?? node, names), order, nulls: nulls as SortKey['nulls'] }
  })
}

export function readCount(node: SyntaxNode, draft: Draft): number {
  const expression = readExpression(node, { ...draft, columns: new Map() })
  const value = expression.kind === 'literal' ? valueOf(expression) : null
  if (typeof value !== 'bigint' && typeof value !== 'number')
    throw new Refusal(node, node.text, 'the number of rows must be constant')
  return Math.max(0, Number(value))
}
