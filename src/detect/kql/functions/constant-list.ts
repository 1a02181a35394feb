import type { KqlValue } from '../query.ts'

/** The elements of a list given as arguments, as dynamic arrays, or both: Kusto flattens arrays in them. */
export function listElements(constants: readonly (KqlValue | undefined)[]): readonly unknown[] {
  return constants.flatMap((value: unknown) => (Array.isArray(value) ? listElements(value) : [value]))
}

/** The texts among the elements of a list; an element of another type is no text, and found nowhere. */
export function listTexts(constants: readonly (KqlValue | undefined)[]): readonly string[] {
  return listElements(constants).filter((element) => typeof element === 'string')
}

/** The problem of a list that is known only with the row. */
export function listProblem(...[, ...list]: (KqlValue | undefined)[]): string | null {
  return list.includes(undefined) ? 'its list must be constant' : null
}
