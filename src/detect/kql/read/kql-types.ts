import type { KqlType } from '../query.ts'

const KQL_TYPES: ReadonlySet<string> = new Set<KqlType>([
  'string',
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
])

/** Other names that the language has for types. */
const ALIASES: ReadonlyMap<string, KqlType> = new Map([
  ['boolean', 'bool'],
  ['double', 'real'],
  ['date', 'datetime'],
  ['time', 'timespan'],
  ['int32', 'int'],
  ['int64', 'long'],
  ['uniqueid', 'guid'],
  ['uuid', 'guid'],
])

export function isKqlType(type: string | null): type is KqlType {
  return type !== null && KQL_TYPES.has(type)
}

/** The type that a name in the query means; undefined for none. */
export function kqlTypeOf(name: string): KqlType | null {
  return isKqlType(name) ? name : (ALIASES.get(name) ?? null)
}
