import type { KqlType } from '../query.ts'
import { equals, has, type TextTest } from '../text/text-test.ts'
import { holdsIn, type Quantifier, textMatcher } from '../text/text-matcher.ts'
import { listProblem, listTexts } from './constant-list.ts'
import { isText, type ScalarFunction, textEvaluator } from './scalar-function.ts'

/** The operators that look for the texts of a list in one text. */
export const LIST_SEARCH = {
  'in~': listSearch({ case: 'ignored', holds: equals }, 'some'),
  has_any: listSearch({ case: 'ignored', holds: has }, 'some'),
  has_all: listSearch({ case: 'ignored', holds: has }, 'every'),
} as const satisfies Record<string, ScalarFunction>

function listSearch(test: TextTest, quantifier: Quantifier): ScalarFunction {
  return {
    accepts: (text, ...list) => isText(text) && list.every(isTextOrDynamic),
    problem: listProblem,
    type: () => 'bool',
    compile: (textOperand, ...list) => {
      const text = textEvaluator(textOperand)
      const matches = textMatcher(test, listTexts(list.map(({ constant }) => constant)), quantifier)
      return (scope) => matches(text(scope))
    },
    implies: { quantifier, holds: (text, needle) => holdsIn(test, text, needle) },
  }
}

function isTextOrDynamic(type: KqlType): boolean {
  return isText(type) || type === 'dynamic'
}
