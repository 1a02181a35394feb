import type { SyntaxNode } from '../kusto-parser.ts'
import { literalOf, valueOf } from '../literal.ts'
import type { Literal, LiteralValue } from '../plan.ts'
import type { KqlType, KqlValue } from '../query.ts'
import { parseDecimal } from '../values/decimal.ts'
import { parseJson, toDynamic } from '../values/dynamic.ts'
import { convert } from '../values/convert.ts'
import { parseTimespan, TICKS } from '../values/timespan.ts'
import { parseDatetime } from './datetime.ts'
import { parseInteger } from './number.ts'
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
  RealLiteralExpression: { type: 'real', read: nullable((text) => convert(text, 'string', 'real') ?? undefined) },
  DateTimeLiteralExpression: { type: 'datetime', read: nullable(parseDatetime) },
  TimespanLiteralExpression: { type: 'timespan', read: nullable(parseTimespanLiteral) },
  DecimalLiteralExpression: { type: 'decimal', read: nullable(parseDecimal) },
  GuidLiteralExpression: { type: 'guid', read: nullable((text) => convert(text, 'string', 'guid') ?? undefined) },
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
  // -(a) of anything else is an operation, with a null of its own.
  return typeof value === 'number' || typeof value === 'bigint' ? literalOf(literal.type, -value) : null
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

/** A number alone counts days. */
function parseTimespanLiteral(text: string): bigint | undefined {
  const days = /^-?\d{1,8}$/.exec(text)
  return days === null ? parseTimespan(text) : BigInt(text) * TICKS.d
}

function readDynamic({ children: [value] }: SyntaxNode): LiteralValue {
  return value === undefined ? null : readJson(value)
}

function readJson(node: SyntaxNode): LiteralValue {
  if (node.kind === 'NullLiteralExpression') return null
  if (node.kind === 'JsonArrayExpression') return node.children.map(readJson)
  if (node.kind === 'JsonObjectExpression') return Object.fromEntries(node.children.map(readProperty))
  const literal = readLiteral(node)
  if (literal === null) throw new Refusal(node, node.text, `${node.text} is not supported as dynamic`)
  if (literal.type !== 'long') return toDynamic(valueOf(literal), literal.type) as LiteralValue
  const number = Number(literal.value)
  if (!Number.isSafeInteger(number)) throw new Refusal(node, node.text, `${node.text} is too large for a dynamic value`)
  return number
}

/** The key is a token, of which only the source is at hand. */
function readProperty(node: SyntaxNode): readonly [string, LiteralValue] {
  const [value] = node.children
  const key = readText(node.firstWord)
  if (key === undefined || value === undefined) throw new Refusal(node, node.text, `${node.text} is not supported as dynamic`)
  return [key, readJson(value)]
}

/** A text in single or double quotes, with the escapes of JSON. */
function readText(source: string): string | undefined {
  const inner = source.slice(1, -1)
  const text = source.startsWith("'") ? inner.replaceAll("\\'", "'").replaceAll('"', '\\"') : inner
  const value = /^["']/.test(source) ? parseJson(`"${text}"`) : undefined
  return typeof value === 'string' ? value : undefined
}
