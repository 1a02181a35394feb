import { literalOf } from '../literal.ts'
import type { LiteralValue } from '../plan.ts'
import { kqlTypeOf } from '../read/kql-types.ts'
import { makeCall } from '../read/make-call.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import type { OperatorReader } from './operator-reader.ts'

/** `parse-kv`: columns out of keys and values in a text. */
export const parseKv: OperatorReader = (node, draft) => {
  const [subject, schema, clause] = node.children
  if (subject === undefined || schema === undefined) throw new Refusal(node, 'parse-kv')
  const options: Record<string, LiteralValue> = {}
  for (const parameter of clause?.children ?? []) {
    const [name, value] = parameter.children
    if (name?.name == null || value === undefined) throw new Refusal(parameter, parameter.text)
    if (!['pair_delimiter', 'kv_delimiter', 'quote', 'regex'].includes(name.name) || value.string === null)
      throw new Refusal(parameter, name.name)
    options[name.name] = value.string
  }
  if (options.pair_delimiter === undefined && options.regex === undefined)
    throw new Refusal(node, 'parse-kv', 'parse-kv is supported with a pair_delimiter or a regex')
  const fields = schema.children.map((declaration) => {
    const [name, typeNode] = declaration.children
    const type = kqlTypeOf(typeNode?.text ?? '')
    if (name?.name == null || type === null) throw new Refusal(declaration, declaration.text)
    return { name: name.name, type }
  })
  const text = makeCall('tostring', [readExpression(subject, draft)], 'string', node)
  const spec = literalOf('dynamic', { ...options, keys: fields.map(({ name }) => name) })
  const parsed = draft.share(makeCall('parse-kv', [text, spec], 'dynamic', node))
  const columns = fields.map(({ name, type }, index) => {
    const element = makeCall('parsed field', [parsed, literalOf('long', BigInt(index)), literalOf('string', type)], type, node)
    return [name, draft.share(element)] as const
  })
  draft.columns = new Map([...draft.columns, ...columns])
}
