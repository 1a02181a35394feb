import type { KqlType } from '../query.ts'
import { equals, has, type TextTest } from '../text/text-test.ts'
import { holdsIn, type Quantifier, textMatcher } from '../text/text-matcher.ts'
import { spendWork } from '../work.ts'
import { constantList, listOf, listTexts } from './list-operands.ts'
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
    type: () => 'bool',
    compile: (textOperand, ...list) => {
      const text = textEvaluator(textOperand)
      const constants = constantList(list)
      if (constants !== null) {
        const needles = listTexts(constants)
        const matches = textMatcher(test, needles, quantifier)
        // Most texts hold the beginning of none, which is seen in one pass.
        const work = needles.length / 16
        return (scope) => {
          const searched = text(scope)
          spendWork(work * searched.length)
          return matches(searched)
        }
      }
      const values = listOf(list)
      return (scope) => {
        const searched = text(scope)
        const needles = listTexts(values(scope))
        spendWork(needles.length * (searched.length + 1))
        const holds = (needle: string) => holdsIn(test, searched, needle)
        return quantifier === 'some' ? needles.some(holds) : needles.every(holds)
      }
    },
    implies: { quantifier, holds: (text, needle) => holdsIn(test, text, needle) },
  }
}

function isTextOrDynamic(type: KqlType): boolean {
  return isText(type) || type === 'dynamic'
}
