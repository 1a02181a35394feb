import type { SyntaxNode } from '../kusto-parser.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import type { OperatorReader } from './operator-reader.ts'

/** `where`: each conjunct becomes a condition of its own. */
export const where: OperatorReader = (node, draft) => {
  const [predicate, ...others] = node.children
  if (predicate === undefined || others.length > 0) throw new Refusal(node, node.firstWord, 'hints to where are not supported')
  for (const conjunct of conjunctsOf(predicate)) {
    const expression = readExpression(conjunct, draft)
    if (expression.type !== 'bool')
      throw new Refusal(conjunct, conjunct.text, `a condition must be bool, not ${expression.type}; use tobool()`)
    draft.conditions.push({ text: conjunct.text, expression })
  }
}

function conjunctsOf(node: SyntaxNode): readonly SyntaxNode[] {
  return node.kind === 'AndExpression' ? node.children.flatMap(conjunctsOf) : [node]
}
