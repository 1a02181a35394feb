import type { KqlValue } from '../query.ts'
import { type KeyValueOptions, keyValuesOf, keyValuesProblem } from '../text/key-values.ts'
import { parseProblem, parserOf, type ParsePattern } from '../text/parse-pattern.ts'
import { type ScalarFunction, textEvaluator } from './scalar-function.ts'

/** What `parse` and `parse-kv` are read as: the texts of their columns, in a list. */
export const PARSING = {
  parse: {
    accepts: () => true,
    problem: (_text, pattern) => parseProblem(pattern as unknown as ParsePattern),
    compile: (textOperand, pattern) => {
      const text = textEvaluator(textOperand)
      const parse = parserOf(pattern.constant as unknown as ParsePattern)
      return (scope) => parse(text(scope))
    },
  },
  'parse-kv': {
    accepts: () => true,
    problem: (_text, options) => keyValuesProblem(options as unknown as KeyValueOptions),
    compile: (textOperand, options) => {
      const text = textEvaluator(textOperand)
      const valuesIn = keyValuesOf(options.constant as unknown as KeyValueOptions)
      return (scope): KqlValue => valuesIn(text(scope))
    },
  },
} as const satisfies Record<string, ScalarFunction>
