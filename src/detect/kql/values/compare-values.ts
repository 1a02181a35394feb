import type { KqlValue } from '../query.ts'
import { dynamicText } from './dynamic-text.ts'

/** The order of two values of one type, neither of them null: texts by code point, NaN before every number. */
export function compareValues(a: KqlValue, b: KqlValue): number {
  if (typeof a === 'object' || typeof b === 'object') return compareTexts(dynamicText(a), dynamicText(b))
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b)
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  // What is left is numbers, bigints and booleans, which compare as they are.
  return a === b ? 0 : (a as number) < (b as number) ? -1 : 1
}

function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
