import type { KqlType, KqlValue } from '../query.ts'
import { compareValues } from '../values/compare-values.ts'
import { convert } from '../values/convert.ts'
import { isBag, parseJson, toDynamic } from '../values/dynamic.ts'
import { dynamicKey, dynamicText } from '../values/dynamic-text.ts'
import { textOf } from '../values/text-of.ts'
import { spendWork } from '../work.ts'
import { joinTexts } from '../text/text-builder.ts'
import { scalar } from './scalar.ts'
import type { ScalarFunction } from './scalar-function.ts'

type List = readonly unknown[]

const PACK: ScalarFunction = {
  accepts: (...types) => types.length % 2 === 0,
  type: () => 'dynamic',
  compile: (...operands) => {
    return (scope) => {
      const values = operands.map(({ evaluate, type }) => ({ value: evaluate(scope), type }))
      const entries = values.flatMap(({ value, type }, index): [string, KqlValue][] => {
        const next = values[index + 1]
        return index % 2 === 1 || next === undefined ? [] : [[textOf(value, type), toDynamic(next.value, next.type)]]
      })
      return Object.fromEntries(entries)
    }
  },
}

const PARSE_JSON = scalar('dynamic', ['any'], (value) => (typeof value === 'string' ? readJson(value) : value))

const ARRAY_IFF = scalar(
  'dynamic',
  ['dynamic', 'dynamic', 'dynamic'],
  ofList((list, then: KqlValue, otherwise: KqlValue) => {
    return list.map((condition, index) =>
      at(condition === true || (isNumber(condition) && Number(condition) !== 0) ? then : otherwise, index),
    )
  }),
)

/** Functions of arrays and property bags. What is no array, or no bag, gives null. */
export const DYNAMIC = {
  parse_json: PARSE_JSON,
  parsejson: PARSE_JSON,
  todynamic: PARSE_JSON,
  toobject: PARSE_JSON,
  dynamic_to_json: scalar('string', ['dynamic'], (value) => (value === null ? null : dynamicText(value))),
  element: {
    ...scalar('dynamic', ['dynamic', 'any'], elementOf),
    accepts: (value, key) => value === 'dynamic' && ELEMENT_KEYS.has(key),
  },
  pack: PACK,
  bag_pack: PACK,
  pack_dictionary: PACK,
  pack_array: scalar('dynamic', [], (...values: List) => values as KqlValue, { rest: 'dynamic' }),
  array_length: scalar('long', ['dynamic'], (value) => (Array.isArray(value) ? BigInt(value.length) : null)),
  array_concat: scalar('dynamic', ['dynamic'], (...values: List) => values.flatMap(listOf), { rest: 'dynamic' }),
  array_slice: scalar(
    'dynamic',
    ['dynamic', 'long', 'long'],
    ofList((list, from: bigint, to: bigint) => {
      const end = to < 0n ? list.length + Number(to) : Number(to)
      return list.slice(Number(from), end + 1)
    }),
  ),
  array_reverse: scalar(
    'dynamic',
    ['dynamic'],
    ofList((list) => list.toReversed()),
  ),
  array_sort_asc: scalar(
    'dynamic',
    ['dynamic'],
    ofList((list) => sorted(list, 1)),
  ),
  array_sort_desc: scalar(
    'dynamic',
    ['dynamic'],
    ofList((list) => sorted(list, -1)),
  ),
  array_sum: scalar(
    'real',
    ['dynamic'],
    ofList((list) => (list.every(isNumber) ? list.reduce<number>((sum, value) => sum + Number(value), 0) : null)),
  ),
  array_index_of: scalar(
    'long',
    ['dynamic', 'dynamic'],
    ofList((list, wanted: KqlValue) => BigInt(list.findIndex((value) => isSame(value, wanted)))),
  ),
  array_iff: ARRAY_IFF,
  array_iif: ARRAY_IFF,
  array_rotate_left: scalar('dynamic', ['dynamic', 'long'], ofList(rotate)),
  array_rotate_right: scalar(
    'dynamic',
    ['dynamic', 'long'],
    ofList((list, by: bigint) => rotate(list, -by)),
  ),
  strcat_array: scalar(
    'string',
    ['dynamic', 'text'],
    ofList((list, delimiter: string) =>
      joinTexts(
        list.values().map((value) => textOf(value as KqlValue, 'dynamic')),
        delimiter,
      ),
    ),
  ),
  bag_keys: scalar('dynamic', ['dynamic'], (bag) => (isBag(bag) ? Object.keys(bag) : null)),
  bag_has_key: scalar('bool', ['dynamic', 'text'], (bag, key) => (isBag(bag) ? Object.hasOwn(bag, key) : null)),
  bag_merge: scalar('dynamic', ['dynamic'], merge, { rest: 'dynamic' }),
  bag_remove_keys: scalar('dynamic', ['dynamic', 'dynamic'], (bag, keys) => {
    if (!isBag(bag) || !Array.isArray(keys)) return null
    const removed = new Set(keys.map((key) => textOf(key as KqlValue, 'dynamic')))
    return Object.fromEntries(Object.entries(bag).filter(([key]) => !removed.has(key)))
  }),
  bag_set_key: scalar('dynamic', ['dynamic', 'text', 'dynamic'], (bag, key, value) => {
    return isBag(bag) ? Object.fromEntries([...Object.entries(bag), [key, value]]) : null
  }),
  set_union: scalar('dynamic', ['dynamic'], (...lists: List) => distinct(lists.flatMap(listOf)), { rest: 'dynamic' }),
  set_intersect: scalar(
    'dynamic',
    ['dynamic'],
    (first: KqlValue, ...others: List) => {
      const sets = others.map(keysOf)
      return Array.isArray(first) ? distinct(first).filter((value) => sets.every((set) => set.has(dynamicKey(value)))) : null
    },
    { rest: 'dynamic' },
  ),
  set_difference: scalar(
    'dynamic',
    ['dynamic'],
    (first: KqlValue, ...others: List) => {
      const sets = others.map(keysOf)
      return Array.isArray(first) ? distinct(first).filter((value) => !sets.some((set) => set.has(dynamicKey(value)))) : null
    },
    { rest: 'dynamic' },
  ),
  set_has_element: scalar(
    'bool',
    ['dynamic', 'dynamic'],
    ofList((list, wanted: KqlValue) => list.some((value) => isSame(value, wanted))),
  ),
  set_equals: scalar(
    'bool',
    ['dynamic', 'dynamic'],
    ofList((list, other: KqlValue) => {
      const [a, b] = [keysOf(list), keysOf(other)]
      return a.size === b.size && [...a].every((key) => b.has(key))
    }),
  ),
  jaccard_index: scalar(
    'real',
    ['dynamic', 'dynamic'],
    ofList((list, other: KqlValue) => {
      const [a, b] = [keysOf(list), keysOf(other)]
      const common = [...a].filter((key) => b.has(key)).length
      return common / (a.size + b.size - common)
    }),
  ),
  zip: scalar(
    'dynamic',
    ['dynamic'],
    (...lists: List) => {
      const length = Math.max(0, ...lists.map((list) => (Array.isArray(list) ? list.length : 0)))
      return Array.from({ length }, (_, index) => lists.map((list) => at(list as KqlValue, index)))
    },
    { rest: 'dynamic' },
  ),
  repeat: scalar('dynamic', ['dynamic', 'long'], (value, count) =>
    count < 0n || count > 1024n ? null : new Array<unknown>(Number(count)).fill(value),
  ),
  'parsed field': {
    accepts: () => true,
    compile: (list, index, type) => {
      const to = type.constant as KqlType
      const position = Number(index.constant)
      return (scope) => {
        const values = list.evaluate(scope)
        const value: unknown = Array.isArray(values) ? values[position] : null
        return typeof value === 'string' ? convert(value, 'string', to) : to === 'string' ? '' : null
      }
    },
  },
} as const satisfies Record<string, ScalarFunction>

const ELEMENT_KEYS: ReadonlySet<KqlType> = new Set(['string', 'int', 'long', 'dynamic'])

/** JSON, or the text itself where it is none. */
function readJson(text: string): KqlValue {
  const value = parseJson(text)
  return value === undefined ? (text === '' ? null : text) : value
}

/** A property by its name, or an element by its index, which counts from the end when it is negative. */
function elementOf(value: KqlValue, key: KqlValue): KqlValue {
  if (typeof key === 'string')
    return isBag(value) && Object.hasOwn(value, key) ? ((value[key] as KqlValue | undefined) ?? null) : null
  if (!Array.isArray(value) || !isNumber(key)) return null
  const list: List = value
  return (list.at(Number(key)) ?? null) as KqlValue
}

function ofList<A extends readonly unknown[]>(
  of: (list: List, ...others: A) => KqlValue,
): (value: KqlValue, ...others: A) => KqlValue {
  return (value, ...others) => (Array.isArray(value) ? of(value, ...others) : null)
}

function listOf(value: unknown): List {
  return Array.isArray(value) ? value : []
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a === 'object' && typeof b === 'object') return dynamicKey(a) === dynamicKey(b)
  // A number and a bigint are compared by their mathematical value.
  return isNumber(a) && isNumber(b) && a == b
}

function at(value: KqlValue, index: number): unknown {
  return Array.isArray(value) ? (value[index] ?? null) : value
}

function keysOf(list: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(list) ? list.map(dynamicKey) : [])
}

/** Of a key that several bags have, the first one's value stays. */
function merge(...bags: List): KqlValue {
  const merged = new Map<string, unknown>()
  for (const bag of bags) {
    if (!isBag(bag)) continue
    for (const [key, value] of Object.entries(bag)) if (!merged.has(key)) merged.set(key, value)
  }
  return Object.fromEntries(merged)
}

function distinct(list: List): List {
  const seen = new Map<string, unknown>()
  for (const value of list) {
    const key = dynamicKey(value)
    if (!seen.has(key)) seen.set(key, value)
  }
  return [...seen.values()]
}

function rotate(list: List, by: bigint): KqlValue {
  if (list.length === 0) return list
  const shift = Number(((by % BigInt(list.length)) + BigInt(list.length)) % BigInt(list.length))
  return [...list.slice(shift), ...list.slice(0, shift)]
}

/** nulls at the end, either way. */
function sorted(list: List, sign: 1 | -1): List {
  // Each is compared some ten times, with what it may have much in common with.
  for (const value of list) spendWork(16 * (typeof value === 'string' ? value.length : 1))
  return list.toSorted((a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return sign * compareValues(a as KqlValue, b as KqlValue)
  })
}
