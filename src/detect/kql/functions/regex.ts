import { RE2JS } from 're2js'
import type { KqlValue } from '../query.ts'
import { isString, type ScalarFunction, textEvaluator } from './scalar-function.ts'

/**
 * Regular expressions run on RE2, as in Kusto: the time is linear in the text, which an attacker chooses.
 * Source: https://learn.microsoft.com/kusto/query/regex
 */
export const REGEX = {
  'matches regex': {
    accepts: (text, pattern) => isString(text) && isString(pattern),
    problem: (_text, pattern) => patternProblem(pattern),
    compile: (textOperand, pattern) => {
      const text = textEvaluator(textOperand)
      const regex = RE2JS.compile(pattern.constant as string)
      return (scope) => regex.test(text(scope))
    },
  },
} as const satisfies Record<string, ScalarFunction>

function patternProblem(pattern: KqlValue | undefined): string | null {
  if (typeof pattern !== 'string') return 'its pattern must be constant'
  try {
    RE2JS.compile(pattern)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
