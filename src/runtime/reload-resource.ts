import type { ReloadProblems, ReloadResource } from '../http/resources.ts'
import type { RuleSetResult } from './load-rule-set.ts'

/** What the API answers of a reload. */
export function reloadResource(result: RuleSetResult, at: Date): ReloadResource | ReloadProblems {
  if (!result.ok) {
    const problems = result.errors.map(({ code, message, remedy, place }) => {
      return { code, message, remedy, file: place?.file ?? null, line: place?.line ?? null, column: place?.column ?? null }
    })
    return { problems }
  }
  const { rules, disabled, functions, exclusions } = result.ruleSet
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name })
  return {
    reloadedAt: at.toISOString(),
    rules: rules.map(named),
    disabled: disabled.map(named),
    functions,
    exclusions: exclusions.map(({ name }) => name),
  }
}
