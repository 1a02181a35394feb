import type { KqlValue } from '../query.ts'
import { toDynamic } from '../values/dynamic.ts'
import { MAX_LENGTH, scalar } from './scalar.ts'
import type { ScalarFunction } from './scalar-function.ts'

type List = readonly unknown[]

/** Functions that take arrays apart or move what is in them. What is no array gives null. */
export const ARRAYS = {
  array_split: scalar('dynamic', ['dynamic', 'dynamic'], split),
  array_shift_left: scalar('dynamic', ['dynamic', 'long', 'dynamic?'], shift),
  array_shift_right: scalar('dynamic', ['dynamic', 'long', 'dynamic?'], (list, by, fill) => shift(list, -by, fill)),
  range: scalar('dynamic', ['long', 'long', 'long?'], range),
  bag_zip: scalar('dynamic', ['dynamic', 'dynamic'], (keys, values) => {
    if (!Array.isArray(keys) || !Array.isArray(values)) return null
    const entries = keys.map((key: unknown, index) => [key, values[index] ?? null] as const)
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, unknown] => typeof entry[0] === 'string'))
  }),
} as const satisfies Record<string, ScalarFunction>

/** Whole numbers from `start` to `stop`; null for more than an array may hold. */
function range(start: bigint, stop: bigint, step = 1n): KqlValue {
  if (step === 0n) return null
  if ((stop - start) * step < 0n) return []
  const length = (stop - start) / step + 1n
  if (length > MAX_LENGTH) return null
  return Array.from({ length: Number(length) }, (_, index) => toDynamic(start + BigInt(index) * step, 'long'))
}

/** At one index or at several, of which negative ones count from the end. */
function split(list: KqlValue, at: KqlValue): KqlValue {
  if (!Array.isArray(list)) return null
  const indices = (Array.isArray(at) ? at : [at]).map(Number)
  if (!indices.every(Number.isInteger)) return null
  const starts = indices.map((index) => Math.min(list.length, Math.max(0, index < 0 ? list.length + index : index)))
  return [0, ...starts].map((start, part) => list.slice(start, starts[part] ?? list.length) as List)
}

/** What comes in is `fill`. */
function shift(list: KqlValue, by: bigint, fill: KqlValue = null): KqlValue {
  if (!Array.isArray(list)) return null
  const places = Number(by < 0n ? -by : by)
  const filling = new Array<KqlValue>(Math.min(places, list.length)).fill(fill)
  return by < 0n
    ? [...filling, ...(list.slice(0, Math.max(0, list.length - places)) as List)]
    : [...(list.slice(places) as List), ...filling]
}
