import { formatPlace } from '../base/errors.ts'
import { printable } from '../base/printable.ts'
import type { RuleTestResult } from '../runtime/run-rule-test.ts'
import type { RuleTestRun } from '../runtime/rule-tests.ts'

/** What `check --test` prints of the rules' tests: each that fails with what was expected, what came, and why. */
export function describeTestRun({ results, skipped, untested }: RuleTestRun): string {
  const failed = results.filter(({ differences }) => differences.length > 0)
  const lines = [
    ...failed.flatMap(describeFailure),
    ...skipped.map(({ name, place }) => `  skipped    ${formatPlace(place)}: ${name} (the rule is switched off)`),
    ...untested.map(({ name }) => `  no test    ${name}`),
    `${results.length - failed.length} of ${results.length} rule tests passed`,
  ]
  return `${lines.map(printable).join('\n')}\n`
}

function describeFailure({ test, rule, differences, explanation, readError }: RuleTestResult): readonly string[] {
  return [
    `  FAILED     ${formatPlace(test.place)}: ${test.name} (${rule.name})`,
    ...differences.map(({ part, expected, got }) => `             ${part}: expected ${expected}, got ${got}`),
    ...(readError === null ? [] : [`             the line could not be read: ${readError}`]),
    ...describeExplanation(explanation),
  ]
}

function describeExplanation(explanation: RuleTestResult['explanation']): readonly string[] {
  if (explanation === null) return []
  const { failed, matchedOn, indicators } = explanation
  if (failed !== null) {
    const seen = failed.values.map(({ column, value }) => `             ${column} is ${JSON.stringify(value)}`)
    return [`             not true: ${failed.condition}`, ...seen]
  }
  if (matchedOn === null) return []
  return indicators.map(({ column, value }) => `             ${column} holds ${value}`)
}
