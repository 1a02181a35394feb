import { literalOf } from '../literal.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import type { Expression } from '../plan.ts'
import type { KqlType } from '../query.ts'
import { kqlTypeOf } from '../read/kql-types.ts'
import { makeCall } from '../read/make-call.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import type { ParsePart } from '../text/parse-pattern.ts'
import type { Draft } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { splitParameters } from './parameters.ts'

/** `parse`: columns out of a text, by what stands between them. A text that does not fit leaves them null. */
export const parse: OperatorReader = (node, draft) => {
  readParse(node, draft)
}

/** `parse-where`: the same, and texts that do not fit are left out. */
export const parseWhere: OperatorReader = (node, draft) => {
  const parsed = readParse(node, draft)
  draft.conditions.push({ text: node.text, expression: makeCall('isnotnull', [parsed], 'bool', node) })
}

function readParse(node: SyntaxNode, draft: Draft): Expression {
  const { parameters, parts } = splitParameters(node, ['kind', 'flags'])
  const [subject, ...pattern] = parts
  if (subject === undefined) throw new Refusal(node, node.firstWord)
  const fields: { name: string; type: KqlType }[] = []
  const items = pattern.map((part): ParsePart => {
    if (part.kind === 'StarExpression') return { kind: 'any' }
    if (part.string !== null) return { kind: 'text', text: part.string }
    const field = readField(part)
    fields.push(field)
    return { kind: 'field', type: field.type }
  })
  const text = makeCall('tostring', [readExpression(subject, draft)], 'string', node)
  const kind = parameters.get('kind')?.text ?? 'simple'
  const spec = literalOf('dynamic', { kind, flags: parameters.get('flags')?.text ?? '', parts: items })
  const parsed = draft.share(makeCall('parse', [text, spec], 'dynamic', node))
  const columns = fields.map(({ name, type }, index) => {
    const element = makeCall('parsed field', [parsed, literalOf('long', BigInt(index)), literalOf('string', type)], type, node)
    return [name, draft.share(element)] as const
  })
  draft.columns = new Map([...draft.columns, ...columns])
  return parsed
}

function readField(part: SyntaxNode): { readonly name: string; readonly type: KqlType } {
  const [name, typeNode] = part.kind === 'NameAndTypeDeclaration' ? part.children : [part]
  const type = typeNode === undefined ? 'string' : kqlTypeOf(typeNode.text)
  if (name?.name == null || type === null) throw new Refusal(part, part.text)
  return { name: name.name, type }
}
