import type { KqlType, KqlValue } from '../query.ts'
import { equals } from '../text/text-test.ts'
import { constantList, listElements, listOf } from './list-operands.ts'
import { isNumeric, type ScalarFunction } from './scalar-function.ts'

/** `in`, on every type. A null is in no list. */
export const MEMBERSHIP = {
  in: {
    accepts: (value, ...list) => list.every((type) => canHold(type, value)),
    type: () => 'bool',
    compile: (operand, ...list) => {
      const constants = constantList(list)
      if (constants !== null) {
        const members = membersOf(constants)
        return (scope) => members.has(memberKey(operand.evaluate(scope)))
      }
      const values = listOf(list)
      return (scope) => membersOf(values(scope)).has(memberKey(operand.evaluate(scope)))
    },
    implies: { quantifier: 'some', holds: equals },
  },
} as const satisfies Record<string, ScalarFunction>

/** Whether an argument of a type can be, or as dynamic contain, a value of another. JSON has no datetime. */
function canHold(type: KqlType, value: KqlType): boolean {
  if (type === 'dynamic') return value === 'string' || value === 'bool' || value === 'dynamic' || isNumeric(value)
  return (
    type === value || (isNumeric(type) && isNumeric(value)) || (value === 'dynamic' && (type === 'string' || isNumeric(type)))
  )
}

function membersOf(values: readonly (KqlValue | undefined)[]): ReadonlySet<unknown> {
  const members = new Set(listElements(values).map(memberKey))
  members.delete(null)
  return members
}

/** One key for equal values: a long that a number can hold exactly is that number, as an int or a real is. */
function memberKey(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return BigInt(number) === value ? number : value
}
