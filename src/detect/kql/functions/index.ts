import { ARITHMETIC } from './arithmetic.ts'
import { COMPARISON } from './comparison.ts'
import { ARRAYS } from './arrays.ts'
import { CONDITIONALS } from './conditional.ts'
import { CONVERSION } from './conversion.ts'
import { DATETIME } from './datetime.ts'
import { DYNAMIC } from './dynamic.ts'
import { EMPTINESS } from './emptiness.ts'
import { ENCODING } from './encoding.ts'
import { EXTRACTION } from './extraction.ts'
import { IP } from './ip.ts'
import { LIST_SEARCH } from './list-search.ts'
import { LOGIC } from './logic.ts'
import { MATH } from './math.ts'
import { MEMBERSHIP } from './membership.ts'
import { PARSING } from './parsing.ts'
import { READING } from './reading.ts'
import { REGEX } from './regex.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { TEXT_SEARCH } from './text-search.ts'
import { TEXT } from './text.ts'

/** The functions and operators by what they are about; docs/kql.md is made from it. */
export const FAMILIES = {
  comparison: COMPARISON,
  logic: LOGIC,
  conditions: CONDITIONALS,
  emptiness: EMPTINESS,
  'text search': TEXT_SEARCH,
  'list search': LIST_SEARCH,
  membership: MEMBERSHIP,
  'regular expressions': { ...REGEX, ...EXTRACTION },
  texts: TEXT,
  arithmetic: ARITHMETIC,
  numbers: MATH,
  conversion: CONVERSION,
  times: DATETIME,
  dynamic: { ...DYNAMIC, ...ARRAYS },
  addresses: IP,
  encodings: { ...ENCODING, ...READING },
  parsing: PARSING,
} as const

const TABLE = {
  ...FAMILIES.comparison,
  ...FAMILIES.logic,
  ...FAMILIES.conditions,
  ...FAMILIES.emptiness,
  ...FAMILIES['text search'],
  ...FAMILIES['list search'],
  ...FAMILIES.membership,
  ...FAMILIES['regular expressions'],
  ...FAMILIES.texts,
  ...FAMILIES.arithmetic,
  ...FAMILIES.numbers,
  ...FAMILIES.conversion,
  ...FAMILIES.times,
  ...FAMILIES.dynamic,
  ...FAMILIES.addresses,
  ...FAMILIES.encodings,
  ...FAMILIES.parsing,
}

export type FunctionName = keyof typeof TABLE

/** Every scalar function and operator that cefwatch knows, by its name in the language. */
export const FUNCTIONS: Readonly<Record<FunctionName, ScalarFunction>> = TABLE

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(TABLE, name)
}
