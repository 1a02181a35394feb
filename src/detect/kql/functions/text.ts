import { lowerCase, upperCase } from '../text/change-case.ts'
import { isString, type ScalarFunction, textEvaluator } from './scalar-function.ts'

/** Functions of one text. */
export const TEXT = {
  tolower: textFunction(lowerCase),
  toupper: textFunction(upperCase),
  // Kusto counts characters, not UTF-16 code units.
  strlen: textFunction((text) => BigInt(Array.from(text).length)),
} as const satisfies Record<string, ScalarFunction>

function textFunction(of: (text: string) => string | bigint): ScalarFunction {
  return {
    accepts: isString,
    compile: (operand) => {
      const text = textEvaluator(operand)
      return (scope) => of(text(scope))
    },
  }
}
