import type { KqlValue } from '../query.ts'
import type { Scope } from '../scope.ts'
import { spendWork } from '../work.ts'
import type { Operand } from './scalar-function.ts'

/** How many elements of a list that comes with an event are looked at. */
const MAX_ELEMENTS = 1024

/** The elements of a list given as arguments, as dynamic arrays, or both: Kusto flattens arrays in them. */
export function listElements(constants: readonly (KqlValue | undefined)[]): readonly unknown[] {
  const elements: unknown[] = []
  const open: unknown[] = constants.toReversed()
  while (open.length > 0) {
    const value = open.pop()
    spendWork(1)
    if (Array.isArray(value)) for (let at = value.length - 1; at >= 0; at--) open.push(value[at])
    else elements.push(value)
  }
  return elements
}

/** The texts among the elements of a list; an element of another type is no text, and found nowhere. */
export function listTexts(constants: readonly (KqlValue | undefined)[]): readonly string[] {
  return listElements(constants).filter((element) => typeof element === 'string')
}

/** A list that is known at load, or null for one that comes with the row. */
export function constantList(list: readonly Operand[]): readonly (KqlValue | undefined)[] | null {
  const constants = list.map(({ constant }) => constant)
  return constants.includes(undefined) ? null : constants
}

/** A list that comes with the row. */
export function listOf(list: readonly Operand[]): (scope: Scope) => readonly KqlValue[] {
  return (scope) => list.map(({ evaluate }) => firstOf(evaluate(scope)))
}

function firstOf(value: KqlValue): KqlValue {
  return Array.isArray(value) ? (value.slice(0, MAX_ELEMENTS) as readonly unknown[]) : value
}
