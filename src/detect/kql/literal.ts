import type { Literal, LiteralValue } from './plan.ts'
import type { KqlType, KqlValue } from './query.ts'

const BIGINT_TYPES: ReadonlySet<KqlType> = new Set(['long', 'datetime', 'timespan'])

/** The value as a plan holds it. Only for values that JSON can carry: finite numbers, dynamic without objects. */
export function literalOf(type: KqlType, value: KqlValue): Literal {
  return { kind: 'literal', type, value: typeof value === 'bigint' ? String(value) : (value as LiteralValue) }
}

/** The value of a plan's literal. */
export function valueOf({ type, value }: Literal): KqlValue {
  return typeof value === 'string' && BIGINT_TYPES.has(type) ? BigInt(value) : value
}
