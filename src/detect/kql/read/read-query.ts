import { COLUMN_NAMES, COLUMNS } from '../../../decode/common-security-log/columns.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import type { Draft } from '../operators/draft.ts'
import { OPERATORS } from '../operators/index.ts'
import type { Column, Plan } from '../plan.ts'
import { flattenPipeline } from './flatten-pipeline.ts'
import { readStatement, type Statements } from './read-statement.ts'
import { Refusal } from './refusal.ts'

export type ReadResult =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly refusals: readonly Refusal[] }

/** Operators whose result depends on more rows than one. */
const WINDOWED: ReadonlySet<string> = new Set([
  'count',
  'join',
  'lookup',
  'make-series',
  'partition',
  'reduce',
  'scan',
  'serialize',
  'summarize',
  'top-hitters',
  'top-nested',
])

/** Takes a bound query over into a plan, or says of each construct on the way why that cannot be. */
export function readQuery(root: SyntaxNode): ReadResult {
  const statements: Statements = { variables: new Map(), aliases: new Map(), result: null }
  const refusals = root.children.flatMap((statement) => refusalOf(() => readStatement(statement, statements)))
  const { result, aliases, variables } = statements
  if (result === null) return { ok: false, refusals: [...refusals, new Refusal(root, root.firstWord, 'the query has no result')] }

  const operators: SyntaxNode[] = []
  refusals.push(...refusalOf(() => operators.push(...flattenPipeline(result, aliases))))
  refusals.push(...operators.flatMap(unknownOperator))
  const draft: Draft = { columns: tableColumns(), variables, conditions: [], computed: [] }
  for (const operator of operators) {
    // What follows a refusal would be refused for lack of what it names.
    if (refusals.length === 0) refusals.push(...refusalOf(() => OPERATORS[operator.kind]?.(operator, draft)))
  }
  if (refusals.length > 0) return { ok: false, refusals: refusals.toSorted((a, b) => a.start - b.start) }
  const output = Array.from(draft.columns, ([name, expression]) => ({ name, expression }))
  return { ok: true, plan: { conditions: draft.conditions, computed: draft.computed, output } }
}

function tableColumns(): ReadonlyMap<string, Column> {
  return new Map(COLUMN_NAMES.map((name) => [name, { kind: 'column', type: COLUMNS[name], name }]))
}

function unknownOperator(operator: SyntaxNode): readonly Refusal[] {
  const { kind, firstWord: name } = operator
  if (Object.hasOwn(OPERATORS, kind)) return []
  if (!WINDOWED.has(name)) return [new Refusal(operator, name)]
  return [new Refusal(operator, name, `${name} needs a window of many events, and each event is evaluated by itself`)]
}

function refusalOf(read: () => void): Refusal[] {
  try {
    read()
    return []
  } catch (error) {
    if (error instanceof Refusal) return [error]
    throw error
  }
}
