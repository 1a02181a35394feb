import type { SyntaxNode } from '../kusto-parser.ts'
import { planOf } from '../operators/draft.ts'
import { OPERATORS } from '../operators/index.ts'
import type { Plan } from '../plan.ts'
import type { Environment } from './names.ts'
import { readExpression } from './read-expression.ts'
import { readPipeline, readTable, unsupportedOperator } from './read-pipeline.ts'
import { readLet } from './read-statement.ts'
import { isTooCostly } from '../work.ts'
import { Refusal } from './refusal.ts'
import { MAX_INLINED } from './spend.ts'

export type ReadResult =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly refusals: readonly Refusal[] }

/** Takes a bound query over into a plan, or says of each construct on the way why that cannot be. */
export function readQuery(root: SyntaxNode): ReadResult {
  const { environment, refusals } = readLets(root)
  const [result, second] = root.children.filter(({ kind }) => kind === 'ExpressionStatement')
  if (second !== undefined) refusals.push(new Refusal(second, second.firstWord, 'a second result is not supported'))
  const table = result?.children[0]
  if (table === undefined) return refused([...refusals, new Refusal(root, root.firstWord, 'the query has no result')])
  refusals.push(...unknownOperators(table, letValues(root), new Set()))
  // What follows a refusal would be refused for lack of what it names.
  if (refusals.length > 0) return refused(refusals)
  const read = attempt(table, () => planOf(readTable(table, environment)))
  return read instanceof Refusal ? refused([read]) : { ok: true, plan: read }
}

function readLets(root: SyntaxNode): { readonly environment: Environment; readonly refusals: Refusal[] } {
  const readers = { expression: readExpression, table: readTable, pipeline: readPipeline }
  let environment: Environment = {
    variables: new Map(),
    tables: new Map(),
    functions: new Map(),
    readers,
    budget: { left: MAX_INLINED },
  }
  const refusals: Refusal[] = []
  for (const statement of root.children.filter(({ kind }) => kind !== 'ExpressionStatement')) {
    const read = attempt(statement, () => readLet(statement, environment))
    if (read instanceof Refusal) refusals.push(read)
    else environment = read
  }
  return { environment, refusals }
}

function refused(refusals: readonly Refusal[]): ReadResult {
  return { ok: false, refusals: refusals.toSorted((a, b) => a.start - b.start) }
}

function letValues(root: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const lets = root.children.filter(({ kind }) => kind === 'LetStatement')
  return new Map(
    lets.flatMap(({ children: [name, value] }) => (name?.name != null && value !== undefined ? [[name.name, value]] : [])),
  )
}

/** Every operator that is not supported, in what is used of a query: all of them are reported at once. */
function unknownOperators(node: SyntaxNode, lets: ReadonlyMap<string, SyntaxNode>, seen: Set<SyntaxNode>): readonly Refusal[] {
  if (seen.has(node)) return []
  seen.add(node)
  const [source, operator] = node.kind === 'PipeExpression' ? node.children : []
  const isKnown = operator === undefined || isSupported(operator, source, lets)
  const unknown = isKnown ? [] : [unsupportedOperator(operator)]
  const named = node.kind === 'NameReference' ? lets.get(node.symbol?.name ?? '') : undefined
  const inside = [...node.children, ...(named === undefined ? [] : [named])]
  return [...unknown, ...inside.flatMap((child) => unknownOperators(child, lets, seen))]
}

function isSupported(operator: SyntaxNode, source: SyntaxNode | undefined, lets: ReadonlyMap<string, SyntaxNode>): boolean {
  // Of events they are refused, however they come to them.
  if (operator.kind === 'SummarizeOperator' || operator.kind === 'CountOperator')
    return !beginsWithEvents(source, lets, new Set())
  return Object.hasOwn(OPERATORS, operator.kind)
}

/** Whether a pipeline begins with a table, as far as its text tells. */
function beginsWithEvents(node: SyntaxNode | undefined, lets: ReadonlyMap<string, SyntaxNode>, seen: Set<SyntaxNode>): boolean {
  if (node === undefined || seen.has(node)) return false
  seen.add(node)
  if (node.kind === 'PipeExpression') return beginsWithEvents(node.children[0], lets, seen)
  if (node.kind !== 'NameReference') return false
  return node.symbol?.kind === 'Table' || beginsWithEvents(lets.get(node.symbol?.name ?? ''), lets, seen)
}

function attempt<T>(node: SyntaxNode, read: () => T): T | Refusal {
  try {
    return read()
  } catch (error) {
    if (error instanceof Refusal) return error
    if (isTooCostly(error)) return new Refusal(node, node.firstWord, 'what is known of the query at load takes too much work')
    throw error
  }
}
