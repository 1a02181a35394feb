import type { KqlType, KqlValue } from '../query.ts'
import type { Evaluator, Scope } from '../scope.ts'
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

/** The evaluator of an operand that `accepts` has found to be a string: Kusto's strings are never null. */
export function textEvaluator(operand: Operand): (scope: Scope) => string {
  return operand.evaluate as (scope: Scope) => string
}

export const isString = (type: KqlType): boolean => type === 'string'

const NUMERIC: ReadonlySet<KqlType> = new Set(['int', 'long', 'real'])

/** True for types whose values compare as numbers, one with another. */
export const isNumeric = (type: KqlType): boolean => NUMERIC.has(type)
