import type { RE2JS } from 're2js'
import type { KqlType, KqlValue } from '../query.ts'
import type { Evaluator, Scope } from '../scope.ts'
import { compileRegex, regexProblem } from '../text/regex.ts'
import { MAX_TEXT } from '../text/text-builder.ts'
import { convert } from '../values/convert.ts'
import { toDynamic } from '../values/dynamic.ts'
import { textOf } from '../values/text-of.ts'
import type { Operand, ScalarFunction } from './scalar-function.ts'

/** What a parameter takes, and how a function of JavaScript gets it. */
type Kinds = {
  /** The text of a value of any type. */
  text: string
  bool: boolean
  long: bigint
  real: number
  decimal: string
  datetime: bigint
  timespan: bigint
  /** A dynamic value, null included; other values as they would be inside one. */
  dynamic: KqlValue
  /** Any value, as it is, null included. */
  any: KqlValue
  /** A constant pattern. */
  regex: RE2JS
}

type Kind = keyof Kinds
type Parameter = Kind | `${Kind}?`
type ValueOf<P> = P extends `${infer K extends Kind}?` ? Kinds[K] | undefined : P extends Kind ? Kinds[P] : never
type Values<P extends readonly Parameter[]> = { [I in keyof P]: ValueOf<P[I]> }

type Options = {
  /** What further arguments are, where there may be any number. */
  readonly rest?: Kind
  /** What is wrong with what is known at load, or null. */
  readonly problem?: ScalarFunction['problem']
}

/** No list that is computed has more elements: an expression can double one at each call. */
export const MAX_LENGTH = 65_536

const NUMBERS: ReadonlySet<KqlType> = new Set(['int', 'long', 'real', 'decimal', 'bool', 'dynamic'])

const ACCEPTS: { readonly [K in Kind]: (type: KqlType) => boolean } = {
  text: () => true,
  bool: (type) => type === 'bool' || type === 'dynamic',
  long: (type) => NUMBERS.has(type),
  real: (type) => NUMBERS.has(type),
  decimal: (type) => NUMBERS.has(type),
  datetime: (type) => type === 'datetime' || type === 'dynamic',
  timespan: (type) => type === 'timespan' || type === 'dynamic',
  dynamic: () => true,
  any: () => true,
  regex: (type) => type === 'string',
}

/**
 * A function of values. It is not called, and its result is null (the empty text for a string), when an argument is null that is not
 * `dynamic` or `any`. `of` never throws, whatever it is given.
 */
export function scalar<const P extends readonly Parameter[]>(
  type: KqlType | NonNullable<ScalarFunction['type']>,
  parameters: P,
  of: (...values: Values<P>) => KqlValue,
  options: Options = {},
): ScalarFunction {
  const kindAt = (index: number): Kind => (parameters[index]?.replace('?', '') ?? options.rest ?? 'any') as Kind
  const required = parameters.filter((parameter) => !parameter.endsWith('?')).length
  return {
    accepts: (...types) => {
      const mayBeMore = options.rest !== undefined || types.length <= parameters.length
      return types.length >= required && mayBeMore && types.every((argument, index) => ACCEPTS[kindAt(index)](argument))
    },
    problem: (...constants) => {
      const regex = constants.findIndex((_, index) => kindAt(index) === 'regex')
      return (regex === -1 ? null : regexProblem(constants[regex])) ?? options.problem?.(...constants) ?? null
    },
    type: typeof type === 'string' ? () => type : type,
    compile: (...operands) => {
      const evaluators = operands.map((operand, index) => evaluatorOf(operand, kindAt(index)))
      const strict = operands.map((_, index) => kindAt(index) !== 'dynamic' && kindAt(index) !== 'any')
      const apply = of as (...values: unknown[]) => KqlValue
      const result =
        typeof type === 'string'
          ? type
          : type(
              operands.map((operand) => operand.type),
              operands.map(({ constant }) => constant),
            )
      const nothing = result === 'string' ? '' : null
      return (scope) => {
        const values: unknown[] = []
        for (const [index, evaluate] of evaluators.entries()) {
          const value = evaluate(scope)
          if (value === null && strict[index]) return nothing
          values.push(value)
        }
        const value = apply(...values)
        return value === null ? nothing : withinLimits(value)
      }
    },
  }
}

function withinLimits(result: NonNullable<KqlValue>): KqlValue {
  if (typeof result === 'string') return result.length > MAX_TEXT ? '' : result
  return Array.isArray(result) && result.length > MAX_LENGTH ? null : result
}

function evaluatorOf({ type, evaluate, constant }: Operand, kind: Kind): (scope: Scope) => unknown {
  if (kind === 'any' || kind === type) return evaluate
  if (kind === 'text') return type === 'string' ? evaluate : (scope) => textOf(evaluate(scope), type)
  if (kind === 'dynamic') return (scope) => toDynamic(evaluate(scope), type)
  if (kind === 'regex') {
    const regex = compileRegex(constant as string)
    return () => regex
  }
  return convertedBy(evaluate, type, kind)
}

function convertedBy(evaluate: Evaluator, from: KqlType, to: KqlType): Evaluator {
  return (scope) => convert(evaluate(scope), from, to)
}
