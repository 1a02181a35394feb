import type { SyntaxNode } from '../kusto-parser.ts'
import type { Expression } from '../plan.ts'
import type { Names } from '../read/names.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import type { Draft } from './draft.ts'

/**
 * The columns that `project` or `extend` defines, in order, by name. `kept` are the columns that it leaves in view: what the binder
 * lists after them has been defined here, and so tells the name of a column whose definition has none.
 */
export function readColumns(node: SyntaxNode, draft: Draft, kept: Names['columns']): readonly (readonly [string, Expression])[] {
  const newNames = node.columns.filter((name) => !kept.has(name))
  let defined = 0
  return node.children.map((definition) => {
    const { given, value } = splitDefinition(definition)
    const name = given ?? newNames[defined]
    if (name === undefined) throw new Refusal(definition, definition.text, 'a column without a name is not supported; name it')
    if (!kept.has(name)) defined++
    return [name, draft.share(readExpression(value, draft))]
  })
}

/** The name that a definition gives to its value, by `name = value` or by being a name itself. */
export function splitDefinition(definition: SyntaxNode): { readonly given: string | null; readonly value: SyntaxNode } {
  if (definition.kind === 'NameReference') return { given: definition.symbol?.name ?? definition.name, value: definition }
  const [name, value] = definition.children
  if (definition.kind !== 'SimpleNamedExpression' || value === undefined) return { given: null, value: definition }
  return { given: name?.name ?? null, value }
}
