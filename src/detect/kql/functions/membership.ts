import type { KqlType } from '../query.ts'
import { equals } from '../text/text-test.ts'
import { listElements, listProblem } from './constant-list.ts'
import { isNumeric, type ScalarFunction } from './scalar-function.ts'

/** `in`, on every type. A null is in no list. */
export const MEMBERSHIP = {
  in: {
    accepts: (value, ...list) => list.every((type) => canHold(type, value)),
    problem: listProblem,
    type: () => 'bool',
    compile: (operand, ...list) => {
      const members = new Set(listElements(list.map(({ constant }) => constant)).map(memberKey))
      members.delete(null)
      return (scope) => members.has(memberKey(operand.evaluate(scope)))
    },
    implies: { quantifier: 'some', holds: equals },
  },
} as const satisfies Record<string, ScalarFunction>

/** Whether an argument of a type can be, or as dynamic contain, a value of another. JSON has no datetime. */
function canHold(type: KqlType, value: KqlType): boolean {
  if (type === 'dynamic') return value === 'string' || value === 'bool' || isNumeric(value)
  return type === value || (isNumeric(type) && isNumeric(value))
}

/** One key for equal values: a long that a number can hold exactly is that number, as an int or a real is. */
function memberKey(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return BigInt(number) === value ? number : value
}
