import type { SyntaxNode } from '../kusto-parser.ts'
import { Refusal } from '../read/refusal.ts'
import { type Draft, typeOfColumn } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { splitDefinition } from './read-columns.ts'

/** `project-away`: all columns but these. Names may have wildcards. */
export const projectAway: OperatorReader = (node, draft) => {
  const away = new Set(node.children.flatMap((child) => namesOf(child, draft)))
  draft.columns = new Map([...draft.columns].filter(([name]) => !away.has(name)))
}

/** `project-keep`: only these columns, in the order that they have. */
export const projectKeep: OperatorReader = (node, draft) => {
  const kept = new Set(node.children.flatMap((child) => namesOf(child, draft)))
  draft.columns = new Map([...draft.columns].filter(([name]) => kept.has(name)))
}

/** `project-rename`: other names for columns, where they stand. */
export const projectRename: OperatorReader = (node, draft) => {
  const names = new Map<string, string>()
  for (const child of node.children) {
    const { given, value } = splitDefinition(child)
    const old = value.symbol?.name ?? value.name
    if (given === null || old === null || typeOfColumn(draft, old) === undefined) throw new Refusal(child, child.text)
    names.set(old, given)
  }
  draft.columns = new Map([...draft.columns].map(([name, value]) => [names.get(name) ?? name, value]))
}

/** `project-reorder`: these columns first. */
export const projectReorder: OperatorReader = (node, draft) => {
  const first = new Set<string>()
  for (const child of node.children) {
    const [name, ordering] = child.kind === 'OrderedExpression' ? child.children : [child]
    if (name === undefined) continue
    const names = namesOf(name, draft).filter((column) => !first.has(column))
    if (ordering !== undefined) names.sort()
    for (const column of /\bdesc\b/.test(ordering?.text ?? '') ? names.toReversed() : names) first.add(column)
  }
  const rest = [...draft.columns].filter(([name]) => !first.has(name))
  draft.columns = new Map([...[...first].flatMap((name) => entryOf(draft, name)), ...rest])
}

/** The columns of the draft that a name, which may have wildcards, means. */
export function namesOf(node: SyntaxNode, draft: Draft): readonly string[] & string[] {
  const pattern = node.name ?? node.symbol?.name ?? node.text
  if (draft.columns.has(pattern)) return [pattern]
  const parts = pattern.split('*')
  return [...draft.columns.keys()].filter((name) => parts.length > 1 && matches(name, parts))
}

function matches(name: string, [first = '', ...others]: readonly string[]): boolean {
  const last = others.pop() ?? ''
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of others) {
    const found = name.indexOf(part, at)
    if (found === -1) return false
    at = found + part.length
  }
  return name.length - last.length >= at && name.endsWith(last)
}

function entryOf(draft: Draft, name: string) {
  const expression = draft.columns.get(name)
  return expression === undefined ? [] : [[name, expression] as const]
}
