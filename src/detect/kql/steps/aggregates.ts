import type { KqlType, KqlValue } from '../query.ts'
import { compareValues } from '../values/compare-values.ts'
import { isBag, toDynamic } from '../values/dynamic.ts'
import { dynamicKey } from '../values/dynamic-text.ts'

/** One argument of an aggregation function: its type, and its value on each row of the group. */
export type AggregateInput = { readonly type: KqlType; readonly values: readonly KqlValue[] }

/**
 * What an aggregation function makes of a group of `count` rows: one value for each column that it gives. Nulls are left out.
 */
type AggregateFunction = (inputs: readonly AggregateInput[], count: number) => readonly KqlValue[]

const ofNumbers = (compute: (numbers: readonly number[]) => number | null): AggregateFunction => {
  return ([input]) => [compute(valuesOf(input).map(Number))]
}

const variance = (sample: 0 | 1) =>
  ofNumbers((numbers) => {
    if (numbers.length <= sample) return 0
    const mean = sum(numbers) / numbers.length
    // The engine keeps ten decimals.
    return Number((sum(numbers.map((number) => (number - mean) ** 2)) / (numbers.length - sample)).toFixed(10))
  })

const rootOf =
  (aggregate: AggregateFunction): AggregateFunction =>
  (...args) =>
    aggregate(...args).map((value) => Math.sqrt(Number(value)))

/** The row on which the first argument is largest or smallest (`sign`), as the values of all arguments there. */
const rowAt =
  (sign: 1 | -1): AggregateFunction =>
  (inputs) => {
    const keys = inputs[0]?.values ?? []
    let best = -1
    for (const [index, key] of keys.entries()) {
      if (key === null) continue
      const value = keys[best]
      if (Number.isNaN(value)) break
      if (value === undefined || value === null || Number.isNaN(key) || sign * compareValues(key, value) > 0) best = index
    }
    return inputs.map(({ values }) => values[Math.max(best, 0)] ?? null)
  }

const extreme =
  (sign: 1 | -1): AggregateFunction =>
  ([input]) => {
    const values = valuesOf(input)
    if (values.some(Number.isNaN)) return [NaN]
    const isLarger = (a: KqlValue, b: KqlValue): boolean => sign * compareValues(a, b) > 0
    return [values.reduce<KqlValue>((best, value) => (best === null || isLarger(value, best) ? value : best), null)]
  }

const distinctCount: AggregateFunction = ([input]) => [BigInt(distinct(valuesOf(input)).length)]

/** Functions of `summarize`, by name; those that end in `If` apart, which takeOnly() serves. */
const AGGREGATES = {
  count: (_inputs, count) => [BigInt(count)],
  sum: ([input]) => [total(input)],
  avg: ([input]) => {
    const { length } = valuesOf(input)
    return [length === 0 ? NaN : Number(total(input)) / length]
  },
  min: extreme(-1),
  max: extreme(1),
  dcount: distinctCount,
  count_distinct: distinctCount,
  make_list: ([input]) => [elementsOf(input)],
  make_list_with_nulls: ([input]) => [input?.values.map((value) => toDynamic(value, input.type)) ?? []],
  make_set: ([input]) => [distinct(elementsOf(input))],
  make_bag: ([input]) => {
    const merged = new Map<string, unknown>()
    for (const bag of valuesOf(input).filter(isBag)) {
      for (const [key, value] of Object.entries(bag)) if (!merged.has(key)) merged.set(key, value)
    }
    return [Object.fromEntries(merged)]
  },
  arg_max: rowAt(1),
  arg_min: rowAt(-1),
  take_any: (inputs) => inputs.map(({ values }) => values.find((value) => value !== null) ?? null),
  variance: variance(1),
  variancep: variance(0),
  stdev: rootOf(variance(1)),
  stdevp: rootOf(variance(0)),
} as const satisfies Readonly<Record<string, AggregateFunction>>

export type AggregateName = keyof typeof AGGREGATES

export const AGGREGATE_NAMES = Object.keys(AGGREGATES)

/** Other names of the same. */
const ALIASES: ReadonlyMap<string, AggregateName> = new Map([
  ['makelist', 'make_list'],
  ['makeset', 'make_set'],
  ['any', 'take_any'],
  ['argmax', 'arg_max'],
  ['argmin', 'arg_min'],
])

/** The function of a name in a query, and whether its last argument says which rows count (`sumif`, `make_list_if`). null: none. */
export function aggregateNamed(name: string): { readonly name: AggregateName; readonly isConditional: boolean } | null {
  const own = ALIASES.get(name) ?? name
  if (isAggregateName(own)) return { name: own, isConditional: false }
  const base = name.replace(/_?if$/, '')
  const of = ALIASES.get(base) ?? base
  return base !== name && isAggregateName(of) ? { name: of, isConditional: true } : null
}

function isAggregateName(name: string): name is AggregateName {
  return Object.hasOwn(AGGREGATES, name)
}

export function aggregate(name: AggregateName, ...args: Parameters<AggregateFunction>): readonly KqlValue[] {
  return AGGREGATES[name](...args)
}

function valuesOf(input: AggregateInput | undefined): readonly KqlValue[] {
  return input?.values.filter((value) => value !== null) ?? []
}

/** What a list is made of: a dynamic value can be a null of JSON, which stays, and of an array its elements. */
function elementsOf(input: AggregateInput | undefined): readonly KqlValue[] {
  if (input?.type === 'dynamic') return input.values.flat() as readonly KqlValue[]
  return valuesOf(input).map((value) => toDynamic(value, input?.type ?? 'dynamic'))
}

/** The first of equal ones stays. */
function distinct(values: readonly KqlValue[]): readonly KqlValue[] {
  const found = new Map<string, KqlValue>()
  for (const value of values) {
    const key = keyOf(value)
    if (!found.has(key)) found.set(key, value)
  }
  return Array.from(found.values())
}

/** Integers add up in 64 bits, as the engine's do. */
function total(input: AggregateInput | undefined): number | bigint {
  const values = valuesOf(input)
  if (input?.type === 'real') return sum(values.map(Number))
  return values.reduce<bigint>((total, value) => BigInt.asIntN(64, total + BigInt(value as number | bigint)), 0n)
}

/** Equal of equal values of one type. */
export function keyOf(value: KqlValue): string {
  return typeof value === 'bigint' ? String(value) : dynamicKey(value)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
