import { contains, endsWith, equals, has, hasPrefix, hasSuffix, startsWith, type TextTest } from '../text/text-test.ts'
import { holdsIn, textMatcher } from '../text/text-matcher.ts'
import { isText, type ScalarFunction, textEvaluator } from './scalar-function.ts'

/** The operators that look for one text in another. A negated one is read as `not` of the one here. */
export const TEXT_SEARCH = {
  '=~': search({ case: 'ignored', holds: equals }),
  contains: search({ case: 'ignored', holds: contains }),
  contains_cs: search({ case: 'exact', holds: contains }),
  startswith: search({ case: 'ignored', holds: startsWith }),
  startswith_cs: search({ case: 'exact', holds: startsWith }),
  endswith: search({ case: 'ignored', holds: endsWith }),
  endswith_cs: search({ case: 'exact', holds: endsWith }),
  has: search({ case: 'ignored', holds: has }),
  has_cs: search({ case: 'exact', holds: has }),
  hasprefix: search({ case: 'ignored', holds: hasPrefix }),
  hasprefix_cs: search({ case: 'exact', holds: hasPrefix }),
  hassuffix: search({ case: 'ignored', holds: hasSuffix }),
  hassuffix_cs: search({ case: 'exact', holds: hasSuffix }),
} as const satisfies Record<string, ScalarFunction>

function search(test: TextTest): ScalarFunction {
  return {
    accepts: (text, needle) => isText(text) && isText(needle),
    type: () => 'bool',
    compile: (textOperand, needleOperand) => {
      const text = textEvaluator(textOperand)
      if (typeof needleOperand.constant === 'string') {
        const matches = textMatcher(test, [needleOperand.constant], 'every')
        return (scope) => matches(text(scope))
      }
      const needle = textEvaluator(needleOperand)
      return (scope) => holdsIn(test, text(scope), needle(scope))
    },
    implies: { quantifier: 'every', holds: (text, needle) => holdsIn(test, text, needle) },
  }
}
