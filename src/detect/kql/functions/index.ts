import { COMPARISON } from './comparison.ts'
import { EMPTINESS } from './emptiness.ts'
import { LIST_SEARCH } from './list-search.ts'
import { LOGIC } from './logic.ts'
import { MEMBERSHIP } from './membership.ts'
import { REGEX } from './regex.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { TEXT_SEARCH } from './text-search.ts'
import { TEXT } from './text.ts'

const TABLE = {
  ...COMPARISON,
  ...LOGIC,
  ...EMPTINESS,
  ...TEXT_SEARCH,
  ...LIST_SEARCH,
  ...MEMBERSHIP,
  ...REGEX,
  ...TEXT,
}

export type FunctionName = keyof typeof TABLE

/** Every scalar function and operator that cefwatch knows, by its name in the language. */
export const FUNCTIONS: Readonly<Record<FunctionName, ScalarFunction>> = TABLE

export function isFunctionName(name: string): name is FunctionName {
  return Object.hasOwn(TABLE, name)
}
