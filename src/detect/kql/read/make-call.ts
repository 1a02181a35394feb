import { compileExpression, constantOf } from '../compile-expression.ts'
import { FUNCTIONS, isFunctionName } from '../functions/index.ts'
import { isLiteralValue, literalOf } from '../literal.ts'
import type { Call, Expression } from '../plan.ts'
import type { KqlType } from '../query.ts'
import { createScope } from '../scope.ts'
import { Refusal } from './refusal.ts'
import { isWindowedFunction, needsWindow } from './windowed.ts'

/** How many calls an expression may come to once what it names is put in its place. */
const MAX_SIZE = 5000

const sizes = new WeakMap<Expression, number>()

/**
 * A call of a function of the table, made at once where all its arguments are known. `bound` is the type that the binder found, for
 * functions that do not say. Throws a Refusal at what is not supported; `spelling` is what the query calls it.
 */
export function makeCall(
  name: string,
  args: readonly Expression[],
  bound: KqlType | null,
  place: { readonly start: number },
  spelling: string = name,
): Expression {
  if (!isFunctionName(name)) throw new Refusal(place, spelling, reasonAgainst(name, spelling))
  const { accepts, problem, type, isVolatile } = FUNCTIONS[name]
  const types = args.map((arg) => arg.type)
  if (!accepts(...types)) throw new Refusal(place, spelling, `${spelling} of ${types.join(' and ')} is not supported`)
  const constants = args.map(constantOf)
  const reason = problem?.(...constants) ?? null
  if (reason !== null) throw new Refusal(place, spelling, `${spelling}: ${reason}`)
  const result = type?.(types, constants) ?? bound
  if (result === null) throw new Refusal(place, spelling, `the type of ${spelling} is not known`)
  const call: Call = { kind: 'call', type: result, function: name, arguments: args }
  if (isVolatile === true || args.some(({ kind }) => kind !== 'literal')) return measured(call, place, spelling)
  const value = compileExpression(call, [])(createScope(0))
  return isLiteralValue(result, value) ? literalOf(result, value) : call
}

function reasonAgainst(name: string, spelling: string): string {
  if (isWindowedFunction(name)) return needsWindow(spelling)
  return `${spelling} is not supported; docs/kql.md lists what is`
}

function measured(call: Call, place: { readonly start: number }, spelling: string): Call {
  const size = call.arguments.reduce((sum, argument) => sum + (sizes.get(argument) ?? 1), 1)
  if (size > MAX_SIZE)
    throw new Refusal(place, spelling, `an expression that comes to more than ${MAX_SIZE} calls is not supported`)
  sizes.set(call, size)
  return call
}
