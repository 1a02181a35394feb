import { CefwatchError, type Place } from '../../base/errors.ts'
import { nearestName } from '../../base/nearest.ts'
import type { ColumnName } from '../../decode/common-security-log/columns.ts'
import type { Severity } from './rule-fields.ts'

/** What of the grouping of its alerts a rule settles for itself. */
export type RuleGrouping = { readonly by?: readonly ColumnName[]; readonly windowMs?: number }

/** What the configuration changes of a rule, which it names by id or name. */
export type RuleOverride = {
  readonly rule: string
  readonly enabled: boolean | null
  readonly severity: Severity | null
  readonly grouping: RuleGrouping
  readonly place: Place
}

type KnownRule = { readonly id: string; readonly name: string }

/** The override of each rule that has one, by its id. */
export function resolveOverrides(
  overrides: readonly RuleOverride[],
  rules: readonly KnownRule[],
): { readonly byRule: ReadonlyMap<string, RuleOverride>; readonly errors: readonly CefwatchError[] } {
  const byRule = new Map<string, RuleOverride>()
  const errors: CefwatchError[] = []
  const report = (message: string, { place }: RuleOverride): void => {
    errors.push(new CefwatchError('CONFIG_INVALID', message, { place }))
  }
  for (const override of overrides) {
    const rule = rules.find(({ id, name }) => override.rule.toLowerCase() === id || override.rule === name)
    if (rule === undefined) report(unknownRule(override.rule, rules), override)
    else if (byRule.has(rule.id)) report(`the rule "${rule.name}" is overridden twice`, override)
    else byRule.set(rule.id, override)
  }
  return { byRule, errors }
}

function unknownRule(name: string, rules: readonly KnownRule[]): string {
  const nearest = nearestName(
    name,
    rules.flatMap(({ id, name }) => [name, id]),
  )
  return `no rule that is loaded is called "${name}"${nearest === null ? '' : `; did you mean "${nearest}"?`}`
}
