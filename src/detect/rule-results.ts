import type { RuleMatch } from './evaluate-rule.ts'
import type { Match } from './match.ts'
import { entitiesOf } from './rules/entities.ts'
import type { Rule } from './rules/rule.ts'

/** One match of an event: its rows, and what tells it from the event's other matches of the same rule. */
export type RuleResult = Pick<Match, 'outputs' | 'result'>

/**
 * The rows of a match as the rule's eventGroupingSettings want them: all of one event together, or with AlertPerResult those that name
 * the same entities.
 */
export function resultsOf(rule: Rule, { outputs }: RuleMatch): readonly RuleResult[] {
  if (!rule.isAlertPerResult || outputs.length === 1) return [{ outputs, result: null }]
  const results = new Map<string, RuleResult>()
  for (const output of outputs) {
    const result = JSON.stringify(entitiesOf(rule.entityMappings, [output]))
    const same = results.get(result)
    results.set(result, { outputs: same === undefined ? [output] : [...same.outputs, output], result })
  }
  return Array.from(results.values())
}
