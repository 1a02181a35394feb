import type { KqlValue } from '../query.ts'
import type { ScalarFunction } from './scalar-function.ts'

/** A string is empty or not, and never null; any other value is empty when it is null. */
export const EMPTINESS = {
  notempty: predicate((value) => value !== '' && value !== null),
  notnull: predicate((value) => value !== null),
  isempty: predicate((value) => value === '' || value === null),
  isnotempty: predicate((value) => value !== '' && value !== null),
  isnull: predicate((value) => value === null),
  isnotnull: predicate((value) => value !== null),
} as const satisfies Record<string, ScalarFunction>

function predicate(holds: (value: KqlValue) => boolean): ScalarFunction {
  return {
    accepts: () => true,
    type: () => 'bool',
    compile: (operand) => (scope) => holds(operand.evaluate(scope)),
  }
}
