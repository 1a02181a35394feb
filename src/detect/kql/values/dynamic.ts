import type { KqlType, KqlValue } from '../query.ts'
import { textOf } from './text-of.ts'

/** JSON that nests deeper is no JSON: what walks a value walks it by recursion. */
const MAX_DEPTH = 200

export function isBag(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** JSON as a dynamic value, or undefined for a text that is none. Integers that a number cannot hold are bigints. */
export function parseJson(text: string): KqlValue | undefined {
  if (isTooDeep(text)) return undefined
  try {
    if (!/\d{16}/.test(text)) return JSON.parse(text) as KqlValue
    return JSON.parse(text, reviveExactly as (key: string, value: unknown) => unknown) as KqlValue
  } catch {
    return undefined
  }
}

/** A value of any type as it is inside a dynamic value. */
export function toDynamic(value: KqlValue, type: KqlType): KqlValue {
  if (value === null || type === 'dynamic' || type === 'string' || type === 'bool') return value
  if (type === 'long' && typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  // JSON has no number for those that are not finite.
  if (type === 'int' || (type === 'real' && Number.isFinite(value))) return value
  return type === 'decimal' ? Number(value) : textOf(value, type)
}

function reviveExactly(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value) || context.source === undefined) return value
  if (!/^-?\d+$/.test(context.source)) return value
  const exact = BigInt(context.source)
  return BigInt.asIntN(64, exact) === exact ? exact : value
}

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) {
      if (++depth > MAX_DEPTH) return true
    } else if (code === 0x5d || code === 0x7d) depth--
  }
  return false
}
