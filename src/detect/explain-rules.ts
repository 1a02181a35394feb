import type { RuleSet } from './detector.ts'
import { evaluateRule } from './evaluate-rule.ts'
import type { Event } from './event.ts'
import { compileExclusions } from './exclusions/compile-exclusions.ts'
import { compilePlan } from './kql/compile-plan.ts'
import { compileExplanation, type FailedCondition } from './kql/explain-plan.ts'
import { isTooCostly } from './kql/work.ts'
import type { Indicator, MatchedOn } from './match.ts'

/** Whether a rule is true of an event; and if not, the first of its conditions that is not true of the normalised row. */
export type RuleExplanation = {
  readonly id: string
  readonly name: string
  readonly severity: string
  readonly matchedOn: MatchedOn | null
  readonly indicators: readonly Indicator[]
  /** The exclusion that suppresses the alert. */
  readonly exclusion: string | null
  readonly failed: FailedCondition | null
}

/** An event of which nothing could be read has no rule to explain. `now` is in milliseconds since the Unix epoch. */
export function explainRules(event: Event, { rules, exclusions }: RuleSet, now: number): readonly RuleExplanation[] {
  const { row, normalised, otherReadings } = event
  if (row === null) return []
  const readings = [{ row, normalised }, ...otherReadings]
  const excludedBy = compileExclusions(exclusions)
  return rules.map((rule) => {
    const query = compilePlan(rule.plan)
    const { id, name, severity } = rule
    const unmatched = { id, name, severity, matchedOn: null, indicators: [], exclusion: null }
    try {
      for (const reading of readings) {
        const match = evaluateRule(query, reading)
        if (match === null) continue
        const { matchedOn, indicators } = match
        return { id, name, severity, matchedOn, indicators, exclusion: excludedBy(rule, reading.row, now), failed: null }
      }
      return { ...unmatched, failed: compileExplanation(rule.plan)(row) }
    } catch (error) {
      if (isTooCostly(error)) return { ...unmatched, failed: { condition: error.message, values: [] } }
      throw error
    }
  })
}
