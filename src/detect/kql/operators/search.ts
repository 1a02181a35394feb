import { literalOf } from '../literal.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import type { Expression } from '../plan.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import type { Draft } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { splitParameters } from './parameters.ts'

/** `search`: rows of which some column has a term. `$table` says where they were found. */
export const search: OperatorReader = (node, draft) => {
  const { parameters, parts } = splitParameters(node, ['kind'])
  const [predicate, ...others] = parts
  if (predicate === undefined || others.length > 0) throw new Refusal(node, 'search')
  const operator = parameters.get('kind')?.text === 'case_sensitive' ? 'has_cs' : 'has'
  draft.conditions.push({ text: predicate.text, expression: readPredicate(predicate, draft, operator) })
  draft.columns = new Map([['$table', literalOf('string', 'search_arg0')], ...draft.columns])
}

function readPredicate(node: SyntaxNode, draft: Draft, operator: 'has' | 'has_cs'): Expression {
  if (node.string !== null) return anyColumn(node.string, draft, operator)
  if (node.type !== 'bool')
    throw new Refusal(node, node.text, `search for ${node.text} is not supported: only texts and conditions are`)
  const [first, second] = node.children
  if (node.kind === 'AndExpression' || node.kind === 'OrExpression') {
    return call(
      node.kind === 'AndExpression' ? 'and' : 'or',
      node.children.map((part) => readPredicate(part, draft, operator)),
    )
  }
  if (node.kind === 'FunctionCallExpression' && first?.name === 'not' && second !== undefined) {
    return call('not', [readPredicate(second, draft, operator)])
  }
  return readExpression(node, draft)
}

/** `"a*"`, `"*a"` and `"*a*"` look for a prefix, a suffix and any part. */
function anyColumn(term: string, draft: Draft, operator: 'has' | 'has_cs'): Expression {
  const [start, end] = [term.startsWith('*'), term.endsWith('*')]
  const text = term.slice(start ? 1 : 0, end ? -1 : undefined)
  const suffix = operator === 'has_cs' ? '_cs' : ''
  const name = start && end ? `contains${suffix}` : end ? `hasprefix${suffix}` : start ? `hassuffix${suffix}` : operator
  const columns = [...draft.columns.values()].map((column) => {
    const value = column.type === 'string' ? column : call('tostring', [column], 'string')
    return call(name as 'has', [value, literalOf('string', text)])
  })
  return columns.reduce((left, right) => call('or', [left, right]), literalOf('bool', false))
}

function call(
  name: 'and' | 'or' | 'not' | 'has' | 'tostring',
  args: readonly Expression[],
  type: 'bool' | 'string' = 'bool',
): Expression {
  return { kind: 'call', type, function: name, arguments: args }
}
