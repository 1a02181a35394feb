import type { SyntaxNode } from '../kusto-parser.ts'
import { literalOf } from '../literal.ts'
import type { Plan } from '../plan.ts'
import type { OutputColumn } from '../query.ts'
import type { Environment } from '../read/names.ts'
import { ownRows } from '../read/own-rows.ts'
import { Refusal } from '../read/refusal.ts'
import { columnsOf, createDraft, type Draft, planOf, startOver } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { splitParameters } from './parameters.ts'

type Branch = { readonly draft: Draft; readonly name: string | null }

/** `A | union B`. */
export const union: OperatorReader = (node, draft) => {
  const copy = { ...draft }
  const { branches, ...options } = readBranches(node, draft.environment, 1)
  unite(draft, [{ draft: copy, name: null }, ...branches], node, options)
}

/** `union A, B`. */
export function readUnion(node: SyntaxNode, environment: Environment): Draft {
  const { branches, ...options } = readBranches(node, environment, 0)
  const draft = createDraft(new Map(), environment)
  unite(draft, branches, node, options)
  return draft
}

type Options = { readonly kind: string; readonly source: string | null }

/** With isfuzzy, what is not known counts as not there. */
function readBranches(
  node: SyntaxNode,
  environment: Environment,
  before: number,
): Options & { readonly branches: readonly Branch[] } {
  const { parameters, parts } = splitParameters(node, ['kind', 'withsource', 'isfuzzy'])
  const isFuzzy = parameters.get('isfuzzy')?.text.toLowerCase() === 'true'
  const known = isFuzzy ? parts.filter(isKnown) : parts
  const branches = known.map((part) => {
    const name = part.symbol?.kind === 'Table' ? part.symbol.name : null
    return { draft: environment.readers.table(part, environment), name }
  })
  if (branches.length + before === 0) throw new Refusal(node, 'union', 'a union of nothing that is known is not supported')
  return { kind: parameters.get('kind')?.text ?? 'outer', source: parameters.get('withsource')?.name ?? null, branches }
}

/** Whether what a branch begins with is known to the binder. */
function isKnown(branch: SyntaxNode): boolean {
  const [source] = branch.children
  if (branch.kind === 'PipeExpression' || branch.kind === 'FunctionCallExpression') return source !== undefined && isKnown(source)
  return branch.kind !== 'NameReference' || branch.symbol !== null
}

function unite(draft: Draft, branches: readonly Branch[], node: SyntaxNode, { kind, source }: Options): void {
  const own = branches.map(({ draft: branch }) => ownRows(planOf(branch)))
  if (own.includes(null) && own.some((rows) => rows !== null && rows.length > 0)) {
    throw new Refusal(
      node,
      'union',
      "union of events and of rows of the query's own is not supported: they would come with every event",
    )
  }
  const columns = commonColumns(branches, kind, node)
  const plans = branches.map((branch, index) => {
    return withColumns(branch.draft, columns, source, branch.name ?? `union_arg${index}`)
  })
  const named: readonly OutputColumn[] = source === null ? [] : [{ name: source, type: 'string' }]
  startOver(draft, { kind: 'union', branches: plans }, [...named, ...columns])
}

function commonColumns(branches: readonly Branch[], kind: string, node: SyntaxNode): readonly OutputColumn[] {
  const columns = new Map<string, OutputColumn>()
  for (const { draft } of branches) {
    for (const column of columnsOf(draft)) {
      const known = columns.get(column.name)
      if (known !== undefined && known.type !== column.type) {
        throw new Refusal(
          node,
          'union',
          `union: ${column.name} is ${known.type} in one branch and ${column.type} in another; convert one`,
        )
      }
      columns.set(column.name, column)
    }
  }
  const all = [...columns.values()]
  return kind === 'inner' ? all.filter(({ name }) => branches.every(({ draft }) => draft.columns.has(name))) : all
}

/** The branch with the columns of the union: a column that it has not is null, or the empty text. */
function withColumns(branch: Draft, columns: readonly OutputColumn[], source: string | null, name: string): Plan {
  const values = columns.map((column) => {
    return [column.name, branch.columns.get(column.name) ?? literalOf(column.type, column.type === 'string' ? '' : null)] as const
  })
  const named = source === null ? [] : [[source, literalOf('string', name)] as const]
  return planOf({ ...branch, columns: new Map([...named, ...values]) })
}
