import type { KqlType } from '../query.ts'

const RANKS: readonly KqlType[] = ['int', 'long', 'real', 'decimal']

/** The type that values of several types have in common; null for none. A null literal of dynamic has any. */
export function commonType(types: readonly KqlType[]): KqlType | null {
  const [first] = types
  if (first === undefined) return null
  if (types.every((type) => type === first)) return first
  const ranks = types.map((type) => RANKS.indexOf(type))
  return ranks.includes(-1) ? null : (RANKS[Math.max(...ranks)] ?? null)
}
