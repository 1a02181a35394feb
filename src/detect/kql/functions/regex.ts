import { testRegex } from '../text/matches.ts'
import { compileRegex, regexProblem } from '../text/regex.ts'
import { isText, type ScalarFunction, textEvaluator } from './scalar-function.ts'

/** `matches regex`. */
export const REGEX = {
  'matches regex': {
    accepts: (text, pattern) => isText(text) && pattern === 'string',
    problem: (_text, pattern) => regexProblem(pattern),
    type: () => 'bool',
    compile: (textOperand, pattern) => {
      const text = textEvaluator(textOperand)
      const regex = compileRegex(pattern.constant as string)
      return (scope) => testRegex(regex, text(scope))
    },
  },
} as const satisfies Record<string, ScalarFunction>
