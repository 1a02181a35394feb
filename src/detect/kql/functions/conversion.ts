import type { KqlType } from '../query.ts'
import { convert } from '../values/convert.ts'
import type { Evaluator } from '../scope.ts'
import type { Operand, ScalarFunction } from './scalar-function.ts'

/** Conversions: null, or the empty text, for what is no value of the type. */
export const CONVERSION = {
  tostring: to('string'),
  tobool: to('bool'),
  toboolean: to('bool'),
  toint: to('int'),
  tolong: { ...to('long'), compile: toLong },
  toreal: to('real'),
  todouble: to('real'),
  todecimal: to('decimal'),
  todatetime: to('datetime'),
  totimespan: to('timespan'),
  toguid: to('guid'),
  gettype: {
    accepts: () => true,
    type: () => 'string',
    compile: ({ type, evaluate }) => {
      if (type !== 'dynamic') return () => type
      return (scope) => typeOfDynamic(evaluate(scope))
    },
  },
} as const satisfies Record<string, ScalarFunction>

function to(type: KqlType): ScalarFunction {
  return {
    accepts: () => true,
    type: () => type,
    compile:
      ({ type: from, evaluate }) =>
      (scope) =>
        convert(evaluate(scope), from, type),
  }
}

/** The engine converts what it knows before it runs as its processor does: a real beyond all longs is the least of them. */
function toLong(operand: Operand): Evaluator {
  const { type, constant } = operand
  const isBeyond = type === 'real' && typeof constant === 'number' && Number.isFinite(constant) && Math.abs(constant) >= 2 ** 63
  return isBeyond ? () => -(2n ** 63n) : to('long').compile(operand)
}

function typeOfDynamic(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'long' : 'double'
  if (typeof value === 'bigint') return 'long'
  return { string: 'string', boolean: 'bool' }[typeof value as string] ?? 'dictionary'
}
