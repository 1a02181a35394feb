import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import type { Plan } from '../../../src/detect/kql/plan.ts'
import type { Problem } from '../../../src/detect/kql/problem.ts'
import type { KqlType, KqlValue, OutputRow, Query } from '../../../src/detect/kql/query.ts'
import { textOf } from '../../../src/detect/kql/values/text-of.ts'
import { readTuple, type Sample } from './engine-tuple.ts'

/** A query, and what the engine answered. */
export type OracleCase = {
  readonly family: string
  readonly kql: string
  readonly columns: readonly string[]
  readonly rowCount: number
  readonly sampleRows: readonly string[]
}

/** What came of a query here. */
export type Outcome =
  | { readonly kind: 'equal' }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | { readonly kind: 'wrong'; readonly difference: string }

const FILE = join(import.meta.dirname, '../../../../shared/data/kql/engine-oracle.jsonl')

/** The engine's answers, or null where they are not at hand. */
export function oracleCases(): readonly OracleCase[] | null {
  if (!existsSync(FILE)) return null
  return readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as OracleCase)
}

/** The names that the engine's client prints for types. */
const PRINTED: { readonly [T in KqlType]: string } = {
  string: 'String',
  bool: 'Bool',
  int: 'Int',
  long: 'Int',
  real: 'Real',
  decimal: 'Real',
  datetime: 'DateTime',
  timespan: 'TimeSpan',
  dynamic: 'Dynamic',
  guid: 'Guid',
}

/** A million ticks after 2026 began: what `now()` is does not matter to any query. */
const NOW = 17_672_256_000_000_000n

export function outcomeOf({ kql, columns, rowCount, sampleRows }: OracleCase): Outcome {
  const result = parseQuery(kql)
  if (!result.ok) return { kind: 'refused', problems: result.problems }
  const query = compilePlan(JSON.parse(JSON.stringify(result.plan)) as Plan)
  const own = query.columns.map(({ name, type }) => `${name}:${PRINTED[type]}`)
  if (!isDeepStrictEqual(own, columns))
    return { kind: 'wrong', difference: `columns ${own.join(' ')} and not ${columns.join(' ')}` }
  const rows = query.evaluate({ TimeGenerated: NOW })
  if (rows.length !== rowCount) return { kind: 'wrong', difference: `${rows.length} rows and not ${rowCount}` }
  const left = [...rows]
  for (const [index, tuple] of sampleRows.entries()) {
    // A union promises no order.
    const found = /\bunion\b/.test(kql) ? left.findIndex((row) => differenceIn(row, query, tuple) === null) : 0
    const [row = {}] = left.splice(Math.max(0, found), 1)
    const difference = differenceIn(row, query, tuple)
    if (difference !== null) return { kind: 'wrong', difference: `row ${index}: ${difference}` }
  }
  return { kind: 'equal' }
}

function differenceIn(row: OutputRow, { columns }: Query, tuple: string): string | null {
  const samples = readTuple(
    tuple,
    columns.map(({ type }) => PRINTED[type]),
  )
  if (samples === null) return `the tuple ${tuple} cannot be read`
  for (const [index, { name, type }] of columns.entries()) {
    const sample = samples[index]
    if (sample === undefined) return `${name} is missing`
    const value = row[name] ?? null
    if (!isSame(value, type, sample))
      return `${name} is ${textOf(value, type) || JSON.stringify(value)} and not ${JSON.stringify(sample)}`
  }
  return null
}

function isSame(value: KqlValue, type: KqlType, sample: Sample): boolean {
  if (sample.kind === 'text') return value === sample.text
  if (sample.kind === 'json') return isDeepStrictEqual(plain(value), sample.value)
  if (sample.word === 'null') return value === null
  if (value === null) return false
  if (type === 'real' || type === 'decimal') return isSameReal(Number(value), sample.word)
  return textOf(value, type) === sample.word
}

/** The client prints 15 digits of some decimals, and no sign of a zero. */
function isSameReal(value: number, word: string): boolean {
  const expected = Number(word)
  if (Number.isNaN(expected)) return Number.isNaN(value)
  return value === expected || Math.abs(value - expected) <= Math.abs(expected) * 1e-15
}

/** JSON's numbers for longs that a number cannot hold. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
}
