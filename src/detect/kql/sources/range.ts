import { constantOf } from '../compile-expression.ts'
import { literalOf } from '../literal.ts'
import type { SyntaxNode } from '../kusto-parser.ts'
import { createDraft, type Draft, tableColumns } from '../operators/draft.ts'
import type { LiteralValue } from '../plan.ts'
import type { KqlType, KqlValue } from '../query.ts'
import type { Environment } from '../read/names.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import { MAX_ROWS } from '../steps/step.ts'

/** `range`: rows of the query's own, from one value to another. */
export function range(node: SyntaxNode, environment: Environment): Draft {
  const [name, ...bounds] = node.children
  const read = bounds.map((bound) => readExpression(bound, { columns: new Map(), environment, share: (shared) => shared }))
  const type = read[0]?.type === 'int' ? 'long' : (read[0]?.type ?? 'long')
  const [from, to, step] = read
    .map(constantOf)
    .map((value) => (typeof value === 'number' && type !== 'real' ? BigInt(value) : value))
  const rows = name?.name == null ? null : rowsOf(from, to, step, type)
  if (name?.name == null || rows === null) {
    throw new Refusal(node, 'range', `range is supported for constants, and at most ${MAX_ROWS} values`)
  }
  const columns = [{ name: name.name, type }]
  return createDraft(tableColumns(columns), environment, { kind: 'rows', columns, rows })
}

type Bound = KqlValue | undefined

function rowsOf(from: Bound, to: Bound, step: Bound, type: KqlType): readonly (readonly LiteralValue[])[] | null {
  const [a, b, c] = [from, to, step].map((bound) => (type === 'real' && typeof bound === 'bigint' ? Number(bound) : bound))
  if (typeof a === 'bigint' && typeof b === 'bigint' && typeof c === 'bigint') return valuesOf(a, b, c, (x, y) => x + y, 0n, type)
  if (typeof a === 'number' && typeof b === 'number' && typeof c === 'number') return valuesOf(a, b, c, (x, y) => x + y, 0, type)
  return null
}

function valuesOf<T extends number | bigint>(from: T, to: T, step: T, add: (a: T, b: T) => T, zero: T, type: KqlType) {
  if (step === zero) return null
  const rows: (readonly LiteralValue[])[] = []
  for (let value = from; step > zero ? value <= to : value >= to; value = add(value, step)) {
    if (rows.length === MAX_ROWS) return null
    rows.push([literalOf(type, value).value])
  }
  return rows
}
