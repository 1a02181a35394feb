import { valueOf } from '../literal.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import type { Plan } from '../plan.ts'
import type { KqlType, OutputColumn } from '../query.ts'
import { kqlTypeOf } from '../read/kql-types.ts'
import { ownRows } from '../read/own-rows.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import { isBag } from '../values/dynamic.ts'
import { addStep, columnsOf, type Draft, planOf } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'

const COLUMN = 'bag_unpack'

/**
 * `evaluate bag_unpack()`. Its columns are those that the bags hold: of the query's own rows that is known at load; for events it must
 * be said, by `: (name: type, ..)`.
 */
export const evaluate: OperatorReader = (node, draft) => {
  const [call, schema] = node.children
  const [called, bag, prefixNode, ...others] = call?.children ?? []
  if (called?.name !== COLUMN)
    throw new Refusal(node, `${called?.name ?? node.text}()`, `the plugin ${called?.name ?? ''} is not supported`)
  if (bag === undefined || others[0] !== undefined)
    throw new Refusal(others[0] ?? node, 'bag_unpack()', 'only a bag and a prefix are supported')
  const prefix = prefixNode === undefined ? '' : readConstantText(prefixNode, draft)
  const name = bag.symbol?.name ?? COLUMN
  draft.columns = new Map([...draft.columns, [name, draft.share(readExpression(bag, draft))]])
  const columns = schema === undefined ? discover(planOf(draft), name, prefix, node) : readSchema(schema)
  const keepsOthers = schema === undefined || /\*/.test(schema.text)
  const kept = keepsOthers
    ? columnsOf(draft).filter((column) => column.name !== name || columns.some((other) => other.name === name))
    : []
  const all = new Map([...kept, ...columns].map((column) => [column.name, column]))
  addStep(draft, { kind: 'bag_unpack', column: name, prefix, columns }, [...all.values()])
}

function readConstantText(node: SyntaxNode, draft: Draft): string {
  const expression = readExpression(node, draft)
  const value = expression.kind === 'literal' ? valueOf(expression) : null
  if (typeof value !== 'string') throw new Refusal(node, node.text, 'the prefix must be a constant text')
  return value
}

function readSchema(schema: SyntaxNode): readonly OutputColumn[] {
  const declarations = schema.children.flatMap(({ children }) => children)
  return declarations
    .filter(({ kind }) => kind === 'NameAndTypeDeclaration')
    .map((declaration) => {
      const [name, type] = declaration.children
      const kqlType = kqlTypeOf(type?.text ?? '')
      if (name?.name == null || kqlType === null) throw new Refusal(declaration, declaration.text)
      return { name: name.name, type: kqlType }
    })
}

function discover(plan: Plan, name: string, prefix: string, node: SyntaxNode): readonly OutputColumn[] {
  const rows = ownRows(plan)
  if (rows === null) {
    throw new Refusal(
      node,
      'bag_unpack()',
      'bag_unpack() of events must say its columns: evaluate bag_unpack(bag) : (name: type)',
    )
  }
  const types = new Map<string, KqlType>()
  for (const row of rows) {
    const bag = row[name]
    if (!isBag(bag)) continue
    for (const [key, value] of Object.entries(bag)) {
      const known = types.get(prefix + key)
      const type = typeOfValue(value)
      types.set(prefix + key, known === undefined || known === type ? type : 'dynamic')
    }
  }
  const names = [...types.keys()].toSorted()
  return names.map((column) => ({ name: column, type: types.get(column) ?? 'dynamic' }))
}

function typeOfValue(value: unknown): KqlType {
  if (typeof value === 'string') return 'string'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'bigint') return 'long'
  return typeof value !== 'number' ? 'dynamic' : Number.isInteger(value) ? 'long' : 'real'
}
