import type { SyntaxNode } from '../kusto-parser.ts'
import { Refusal } from '../read/refusal.ts'

/** The `name=value` parameters of an operator, and its other parts. A parameter that is not among `known` is refused. */
export function splitParameters(
  { children }: SyntaxNode,
  known: readonly string[],
): { readonly parameters: ReadonlyMap<string, SyntaxNode>; readonly parts: readonly SyntaxNode[] } {
  const named = children.filter(({ kind }) => kind === 'NamedParameter')
  const parameters = new Map<string, SyntaxNode>()
  for (const parameter of named) {
    const [name, value] = parameter.children
    if (name === undefined || value === undefined || !known.includes(name.name ?? '')) {
      throw new Refusal(parameter, name?.name ?? parameter.text)
    }
    parameters.set(name.name ?? '', value)
  }
  return { parameters, parts: children.filter((child) => !named.includes(child)) }
}
