import { isKqlType, kqlTypeOf } from '../read/kql-types.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import type { Expansion, Expression } from '../plan.ts'
import type { KqlType, OutputColumn } from '../query.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import { MAX_ROWS } from '../steps/step.ts'
import { addStep, columnsOf, createDraft, type Draft, planOf, tableColumns } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { readCount } from './order.ts'
import { splitParameters } from './parameters.ts'
import { splitDefinition } from './read-columns.ts'

/** `mv-expand`: a row for each element. */
export const mvExpand: OperatorReader = (node, draft) => {
  const { expansion, parts } = readExpansion(node, draft)
  const limit = parts.find(({ kind }) => kind === 'MvExpandRowLimitClause')?.children[0]
  const step = { kind: 'mv-expand', ...expansion, limit: limit === undefined ? MAX_ROWS : readCount(limit, draft) } as const
  addStep(draft, step, outputColumns(draft, expansion))
}

/** `mv-apply`: a query of its own on the elements of each row. */
export const mvApply: OperatorReader = (node, draft) => {
  const { expansion, parts } = readExpansion(node, draft)
  const subquery = parts.find(({ kind }) => kind === 'MvApplySubqueryExpression')?.children[0]
  const other = parts.find(({ kind }) => kind === 'MvApplyContextIdClause')
  const limit = parts.find(({ kind }) => kind === 'MvApplyRowLimitClause')?.children[0]
  if (subquery === undefined || other !== undefined) throw new Refusal(other ?? node, other?.firstWord ?? 'mv-apply')
  const inner = createDraft(tableColumns(outputColumns(draft, expansion)), draft.environment, { kind: 'given' })
  draft.environment.readers.pipeline(subquery, inner)
  const outer = columnsOf(draft).filter(({ name }) => !expansion.columns.some((column) => column.name === name))
  const merged = new Map([...outer, ...columnsOf(inner)].map((column) => [column.name, column]))
  const rows = limit === undefined ? MAX_ROWS : readCount(limit, draft)
  addStep(draft, { kind: 'mv-apply', ...expansion, limit: rows, plan: planOf(inner) }, ordered(columnsOf(draft), merged))
}

function ordered(before: readonly OutputColumn[], after: ReadonlyMap<string, OutputColumn>): readonly OutputColumn[] {
  const kept = before.flatMap(({ name }) => after.get(name) ?? [])
  return [...kept, ...[...after.values()].filter((column) => !kept.includes(column))]
}

/** Puts what is expanded into columns of the draft, each under the name that its elements will have. */
function readExpansion(node: SyntaxNode, draft: Draft): { readonly expansion: Expansion; readonly parts: readonly SyntaxNode[] } {
  const { parameters, parts } = splitParameters(node, ['with_itemindex', 'bagexpansion', 'kind'])
  const index = parameters.get('with_itemindex')?.name ?? null
  const bags = (parameters.get('kind') ?? parameters.get('bagexpansion'))?.text === 'array' ? 'array' : 'bag'
  const expressions = parts.filter(({ kind }) => kind === 'MvExpandExpression' || kind === 'MvApplyExpression')
  const expanded = expressions.map((expression) => readExpanded(expression, draft))
  draft.columns = new Map([...draft.columns, ...expanded.map(({ name, value }) => [name, value] as const)])
  return { expansion: { columns: expanded.map(({ name, type }) => ({ name, type })), index, bags }, parts }
}

function readExpanded(node: SyntaxNode, draft: Draft): OutputColumn & { readonly value: Expression } {
  const [definition, clause] = node.children
  const { given, value } = splitDefinition(definition ?? node)
  const expression = readExpression(value, draft)
  const name = given ?? (value.kind === 'PathExpression' ? value.text.replaceAll('.', '_') : null)
  if (name === null) throw new Refusal(node, node.text, 'a column without a name is not supported; name it')
  if (expression.type !== 'dynamic') throw new Refusal(node, node.text, `${expression.type} cannot be expanded: only dynamic can`)
  const type = clause === undefined ? 'dynamic' : kqlTypeOf(clause.children[0]?.children[0]?.text ?? '')
  if (!isKqlType(type)) throw new Refusal(clause ?? node, clause?.text ?? node.text)
  return { name, type, value: draft.share(expression) }
}

function outputColumns(draft: Draft, { columns, index }: Expansion): readonly OutputColumn[] {
  const types = new Map<string, KqlType>(columns.map(({ name, type }) => [name, type]))
  const all = columnsOf(draft).map(({ name, type }) => ({ name, type: types.get(name) ?? type }))
  return index === null ? all : [...all.filter(({ name }) => name !== index), { name: index, type: 'long' }]
}
