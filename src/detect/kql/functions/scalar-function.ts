import type { KqlType, KqlValue } from '../query.ts'
import type { Evaluator, Scope } from '../scope.ts'
import { textOf } from '../values/text-of.ts'
import type { Quantifier } from '../text/text-matcher.ts'

/** An argument of a call. `constant` is its value where that is known at load. */
export type Operand = { readonly type: KqlType; readonly constant: KqlValue | undefined; readonly evaluate: Evaluator }

/**
 * A scalar function or operator, known by its name in the table. Kusto's binder has checked the number of arguments. What `compile`
 * returns never throws: a value that breaks a function gives null.
 */
export type ScalarFunction = {
  /** Whether the function is supported for arguments of these types. */
  readonly accepts: (...types: KqlType[]) => boolean
  /** What is wrong with the arguments that are known at load, or null. */
  readonly problem?: (...constants: (KqlValue | undefined)[]) => string | null
  readonly compile: (...operands: Operand[]) => Evaluator
  /** The type of the result; null for what the binder says. */
  readonly type?: (types: readonly KqlType[], constants: readonly (KqlValue | undefined)[]) => KqlType | null
  /** Whether two calls with the same arguments can differ. */
  readonly isVolatile?: boolean
  /** What an answer of true says about the first argument, where it says that it contains some text. */
  readonly implies?: TextImplication
}

/**
 * The first argument contains, case aside, some or every one of the texts among the other arguments; `holds` tells of one of them
 * whether the function is true of it alone.
 */
export type TextImplication = {
  readonly quantifier: Quantifier
  readonly holds: (text: string, needle: string) => boolean
}

/** The evaluator of an operand that isText() has accepted: Kusto's strings are never null, and a dynamic value is read as its text. */
export function textEvaluator({ type, evaluate }: Operand): (scope: Scope) => string {
  if (type === 'dynamic') return (scope) => textOf(evaluate(scope), 'dynamic')
  return evaluate as (scope: Scope) => string
}

export const isText = (type: KqlType): boolean => type === 'string' || type === 'dynamic'

const NUMERIC: ReadonlySet<KqlType> = new Set(['int', 'long', 'real'])

/** True for types whose values compare as numbers, one with another. */
export const isNumeric = (type: KqlType): boolean => NUMERIC.has(type)
