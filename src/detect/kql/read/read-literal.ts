import type { SyntaxNode } from '../kusto-parser.ts'
import { literalOf, valueOf } from '../literal.ts'
import type { Literal, LiteralValue } from '../plan.ts'
import type { KqlType, KqlValue } from '../query.ts'
import { parseDatetime } from './datetime.ts'
import { parseInteger, parseReal } from './number.ts'
import { Refusal } from './refusal.ts'

type Reader = {
  readonly type: KqlType
  /** null for Kusto's null, undefined for what is no value of the type. */
  readonly read: (node: SyntaxNode) => KqlValue | undefined
}

/** Numbers are read from the source: the parser's own values are wrong for hexadecimal, NaN and what overflows. */
const READERS: Readonly<Record<string, Reader>> = {
  StringLiteralExpression: { type: 'string', read: readString },
  CompoundStringLiteralExpression: { type: 'string', read: readString },
  BooleanLiteralExpression: { type: 'bool', read: nullable((text) => BOOLEANS.get(text.toLowerCase())) },
  IntLiteralExpression: { type: 'int', read: nullable((text) => asNumber(parseInteger(text, 32))) },
  LongLiteralExpression: { type: 'long', read: nullable((text) => parseInteger(text, 64)) },
  RealLiteralExpression: { type: 'real', read: nullable(parseReal) },
  DateTimeLiteralExpression: { type: 'datetime', read: nullable(parseDatetime) },
  DynamicExpression: { type: 'dynamic', read: readDynamic },
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
])

/** The literal that a node is, or null when it is none. A number's sign is part of it. */
export function readLiteral(node: SyntaxNode): Literal | null {
  if (node.kind === 'UnaryMinusExpression' || node.kind === 'UnaryPlusExpression') return readSigned(node)
  const reader = READERS[node.kind]
  if (reader === undefined) return null
  const value = reader.read(node)
  if (value === undefined) throw new Refusal(node, node.text, `${node.text} is not supported as ${reader.type}`)
  return literalOf(reader.type, value)
}

function readSigned(node: SyntaxNode): Literal | null {
  const [operand] = node.children
  const literal = operand === undefined ? null : readLiteral(operand)
  if (literal === null || node.kind === 'UnaryPlusExpression') return literal
  const value = valueOf(literal)
  return typeof value === 'number' || typeof value === 'bigint' ? literalOf(literal.type, -value) : literal
}

function readString({ string }: SyntaxNode): string | undefined {
  // Half a surrogate pair is no character, and would not survive the way to a worker as UTF-8.
  return string?.toWellFormed()
}

/** Reads the value out of `long(5)` as out of `5`; `long(null)` is null. */
function nullable(parse: (text: string) => KqlValue | undefined): Reader['read'] {
  return ({ text }) => {
    const inner = /^[a-z]+\((.*)\)$/s.exec(text)?.[1]?.trim() ?? text
    return inner === 'null' ? null : parse(inner)
  }
}

function asNumber(integer: bigint | undefined): number | undefined {
  return integer === undefined ? undefined : Number(integer)
}

function readDynamic({ children: [value] }: SyntaxNode): LiteralValue {
  return value === undefined ? null : readJson(value)
}

function readJson(node: SyntaxNode): LiteralValue {
  if (node.kind === 'NullLiteralExpression') return null
  if (node.kind === 'JsonArrayExpression') return node.children.map(readJson)
  const literal = readLiteral(node)
  if (literal === null) throw new Refusal(node, node.text, `${node.text} is not supported as dynamic`)
  if (literal.type !== 'long') return literal.value
  const number = Number(literal.value)
  if (!Number.isSafeInteger(number)) throw new Refusal(node, node.text, `${node.text} is too large for a dynamic value`)
  return number
}
