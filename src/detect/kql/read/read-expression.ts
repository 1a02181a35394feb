import { literalOf } from '../literal.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import { planOf } from '../operators/draft.ts'
import type { Expression } from '../plan.ts'
import { isLiteralValue } from '../literal.ts'
import { toDynamic } from '../values/dynamic.ts'
import { isKqlType, kqlTypeOf } from './kql-types.ts'
import { makeCall } from './make-call.ts'
import type { Names } from './names.ts'
import { ownRows } from './own-rows.ts'
import { readFunctionBody } from './read-function.ts'
import { readLiteral } from './read-literal.ts'
import { isTabular } from './read-statement.ts'
import { Refusal } from './refusal.ts'

/** Operators that negate another, beside those that put a `!` before it. One entry of the function table serves both. */
const NEGATIONS: ReadonlyMap<string, string> = new Map([
  ['!=', '=='],
  ['<>', '=='],
  ['!~', '=~'],
])

type Reader = (node: SyntaxNode, names: Names) => Expression

/** Constructs that are no operators, by the parser's name. */
const READERS: Readonly<Record<string, Reader>> = {
  NameReference: readName,
  FunctionCallExpression: readFunction,
  PathExpression: readPath,
  ElementExpression: readElement,
  TypeOfLiteralExpression: (node) => literalOf('string', kqlTypeOf(node.children[0]?.text ?? '') ?? ''),
  ToScalarExpression: (node, names) => readScalar(node.children[0] ?? node, names),
  UnaryMinusExpression: (node, names) => makeCall('negate', operandsOf(node, names), typeOf(node), node, '-'),
  UnaryPlusExpression: (node, names) => readExpression(node.children[0] ?? node, names),
}

/** A scalar expression of the bound tree. Throws a Refusal at what is not supported. */
export function readExpression(node: SyntaxNode, names: Names): Expression {
  const literal = readLiteral(node)
  if (literal !== null) return literal
  const read = READERS[node.kind]
  if (read !== undefined) return read(node, names)
  if (node.operator !== null) return readOperator(node, node.operator, names)
  throw new Refusal(node, node.text, `${describeKind(node.kind)} is not supported`)
}

function readName(node: SyntaxNode, { columns, environment }: Names): Expression {
  const name = node.symbol?.name ?? node.name ?? node.text
  const known = node.symbol?.kind === 'Column' || !environment.variables.has(name) ? columns : environment.variables
  const expression = known.get(name)
  if (expression === undefined) throw new Refusal(node, node.text, `${node.text} is not supported as a value`)
  return expression
}

function readFunction(node: SyntaxNode, names: Names): Expression {
  const [called, ...operands] = node.children
  const name = called?.name ?? node.firstWord
  const declared = names.environment.functions.get(name)
  if (declared !== undefined) {
    const { body, environment } = readFunctionBody(declared, node, operands, names)
    return readExpression(body, { columns: new Map(), environment, share: names.share })
  }
  if (name === 'column_ifexists' || name === 'columnifexists') return readColumnIfExists(node, operands, names)
  if (name === 'pack_all' || name === 'bag_pack_columns') return packColumns(node, name, operands, names)
  return makeCall(
    name,
    operands.map((operand) => readExpression(operand, names)),
    typeOf(node),
    node,
    `${name}()`,
  )
}

/** `pack_all()` and `bag_pack_columns()`: columns by their names. */
function packColumns(node: SyntaxNode, name: string, operands: readonly SyntaxNode[], names: Names): Expression {
  const isAll = name === 'pack_all'
  if (isAll && operands.length > 0) throw new Refusal(node, `${name}()`, 'pack_all() is supported without arguments')
  const columns = isAll ? [...names.columns.keys()] : operands.map((operand) => operand.symbol?.name ?? operand.text)
  const pairs = columns.flatMap((column) => {
    const value = names.columns.get(column)
    if (value === undefined) throw new Refusal(node, `${name}()`, `${name}() takes columns, and ${column} is none`)
    return [literalOf('string', column), value]
  })
  return makeCall('bag_pack', pairs, 'dynamic', node, `${name}()`)
}

function readColumnIfExists(node: SyntaxNode, [name, fallback]: readonly SyntaxNode[], names: Names): Expression {
  if (name === undefined || fallback === undefined) throw new Refusal(node, 'column_ifexists()')
  const column = readExpression(name, names)
  if (column.kind !== 'literal' || typeof column.value !== 'string')
    throw new Refusal(name, name.text, 'the name of the column must be constant')
  return names.columns.get(column.value) ?? readExpression(fallback, names)
}

function readScalar(node: SyntaxNode, names: Names): Expression {
  if (!isTabular(node)) return readExpression(node, names)
  const [value] = listOf(node, names).values
  return value ?? literalOf('dynamic', null)
}

function readPath(node: SyntaxNode, names: Names): Expression {
  const [subject, selector] = node.children
  if (subject === undefined || selector === undefined) throw new Refusal(node, node.text)
  const name = selector.name ?? selector.text
  const key = selector.kind === 'BracketedExpression' ? readKey(selector, names) : literalOf('string', name)
  return makeCall('element', [readExpression(subject, names), key], 'dynamic', node, node.text)
}

function readElement(node: SyntaxNode, names: Names): Expression {
  const [subject, selector] = node.children
  if (subject === undefined || selector === undefined) throw new Refusal(node, node.text)
  return makeCall('element', [readExpression(subject, names), readKey(selector, names)], 'dynamic', node, node.text)
}

function readKey(selector: SyntaxNode, names: Names): Expression {
  return readExpression(selector.children[0] ?? selector, names)
}

function readOperator(node: SyntaxNode, { text, start }: { text: string; start: number }, names: Names): Expression {
  const [left] = node.children
  if (left?.kind === 'StarExpression') return readStar(node, names)
  const negated = NEGATIONS.get(text) ?? (text.startsWith('!') ? text.slice(1) : null)
  const name = (negated ?? text).replace(/\s+/g, ' ')
  const call = makeCall(name, operandsOf(node, names), typeOf(node), { start }, text)
  return negated === null ? call : makeCall('not', [call], 'bool', { start }, text)
}

/** `* has "a"` asks it of every column that is a text. */
function readStar(node: SyntaxNode, names: Names): Expression {
  const columns = [...names.columns.values()].filter(({ type }) => type === 'string')
  const { text, start } = node.operator ?? { text: '*', start: node.start }
  const others = node.children.slice(1).map((child) => readExpression(child, names))
  if (text.startsWith('!') || columns.length === 0) throw new Refusal({ start }, `* ${text}`)
  const calls = columns.map((column) => makeCall(text, [column, ...others], 'bool', { start }, text))
  return calls.reduce((left, right) => makeCall('or', [left, right], 'bool', { start }))
}

function operandsOf(node: SyntaxNode, names: Names): readonly Expression[] {
  return node.children.flatMap((child, index) => {
    if (child.kind === 'ExpressionCouple') return operandsOf(child, names)
    return index > 0 && isTabular(child) ? [listOf(child, names).list] : [readExpression(child, names)]
  })
}

/** The first column of a table of the query's own, as a list. */
function listOf(node: SyntaxNode, { environment }: Names): { readonly list: Expression; readonly values: readonly Expression[] } {
  const plan = planOf(environment.readers.table(node, environment))
  const rows = ownRows(plan)
  const [column] = plan.output
  if (rows === null || column === undefined) {
    throw new Refusal(node, node.firstWord, `${node.firstWord} is not supported as a value: only tables of the query's own are`)
  }
  const { type } = column.expression
  const values = rows.map((row) => row[column.name] ?? null)
  const list = values.map((value) => toDynamic(value, type))
  if (!isLiteralValue('dynamic', list)) throw new Refusal(node, node.firstWord, 'a list of longs beyond 2^53 is not supported')
  return { list: literalOf('dynamic', list), values: values.map((value) => literalOf(type, value)) }
}

function typeOf({ type }: SyntaxNode): Expression['type'] | null {
  return isKqlType(type) ? type : null
}

/** `ElementExpression` becomes `element expression`. */
function describeKind(kind: string): string {
  return kind.replace(/(?<=[a-z])[A-Z]/g, ' $&').toLowerCase()
}
