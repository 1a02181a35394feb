import { compileExpression, constantOf } from '../compile-expression.ts'
import { FUNCTIONS, isFunctionName } from '../functions/index.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import { literalOf } from '../literal.ts'
import type { Call, Expression } from '../plan.ts'
import type { KqlType } from '../query.ts'
import { createScope } from '../scope.ts'
import type { Names } from './names.ts'
import { readLiteral } from './read-literal.ts'
import { Refusal } from './refusal.ts'

/** Operators that negate another, beside those that put a `!` before it. One entry of the function table serves both. */
const NEGATIONS: ReadonlyMap<string, string> = new Map([
  ['!=', '=='],
  ['<>', '=='],
  ['!~', '=~'],
])

const KQL_TYPES: ReadonlySet<string> = new Set<KqlType>([
  'string',
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
])

/** A scalar expression of the bound tree. Throws a Refusal at what is not supported. */
export function readExpression(node: SyntaxNode, names: Names): Expression {
  const literal = readLiteral(node)
  if (literal !== null) return literal
  if (node.kind === 'NameReference') return readName(node, names)
  if (node.kind === 'FunctionCallExpression') return readFunction(node, names)
  if (node.operator !== null) return readOperator(node, node.operator, names)
  throw new Refusal(node, node.text, `${describeKind(node.kind)} is not supported`)
}

function readName(node: SyntaxNode, { columns, variables }: Names): Expression {
  const known = node.symbol?.kind === 'Column' ? columns : variables
  const expression = known.get(node.symbol?.name ?? node.text)
  if (expression === undefined) throw new Refusal(node, node.text, `${node.text} is not supported as a value`)
  return expression
}

function readFunction(node: SyntaxNode, names: Names): Expression {
  const [called, ...operands] = node.children
  const name = called?.name ?? node.firstWord
  return readCall({ name, spelling: `${name}()`, start: node.start }, node, operands, names)
}

function readOperator(node: SyntaxNode, { text, start }: { text: string; start: number }, names: Names): Expression {
  const negated = NEGATIONS.get(text) ?? (text.startsWith('!') ? text.slice(1) : null)
  const call = readCall({ name: negated ?? text, spelling: text, start }, node, node.children, names)
  return negated === null ? call : fold({ kind: 'call', type: 'bool', function: 'not', arguments: [call] })
}

/** What is called: by its name in the function table, and as the query has it. */
type Called = { readonly name: string; readonly spelling: string; readonly start: number }

function readCall(called: Called, node: SyntaxNode, operands: readonly SyntaxNode[], names: Names): Expression {
  const { name, spelling } = called
  if (!isFunctionName(name)) throw new Refusal(called, spelling)
  const args = operands.map((operand) => readExpression(operand, names))
  const { accepts, problem } = FUNCTIONS[name]
  const types = args.map(({ type }) => type)
  if (!accepts(...types)) throw new Refusal(called, spelling, `${spelling} of ${types.join(' and ')} is not supported`)
  const reason = problem?.(...args.map(constantOf)) ?? null
  if (reason !== null) throw new Refusal(called, spelling, `${spelling}: ${reason}`)
  return fold({ kind: 'call', type: typeOf(node), function: name, arguments: args })
}

/** A call on constants is made here, once: that keeps plans small, and lets it stand where a constant must. */
function fold(call: Call): Expression {
  if (call.arguments.some(({ kind }) => kind !== 'literal')) return call
  return literalOf(call.type, compileExpression(call, [])(createScope(0)))
}

function typeOf(node: SyntaxNode): KqlType {
  if (isKqlType(node.type)) return node.type
  throw new Refusal(node, node.text, `a value of type ${String(node.type)} is not supported`)
}

function isKqlType(type: string | null): type is KqlType {
  return type !== null && KQL_TYPES.has(type)
}

/** `ElementExpression` becomes `element expression`. */
function describeKind(kind: string): string {
  return kind.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase()
}
