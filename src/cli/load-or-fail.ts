import { loadConfig } from '../config/load-config.ts'
import type { Config } from '../config/config.ts'
import { checkExpiry } from '../runtime/check-expiry.ts'
import { type LoadedRuleSet, loadRuleSet, type RuleSources } from '../runtime/load-rule-set.ts'
import type { PlanCache } from '../runtime/plan-cache.ts'
import { Problems } from './report-errors.ts'

/** The configuration, or all of its problems thrown together. */
export function loadConfigOrFail(file: string): Config {
  const result = loadConfig(file, process.env)
  if (!result.ok) throw new Problems(result.errors)
  return result.config
}

/** Rules and exclusions, or all of their problems thrown together; that an exclusion has expired is one. */
export async function loadRuleSetOrFail(sources: RuleSources, planCache: PlanCache | null): Promise<LoadedRuleSet> {
  const result = await loadRuleSet(sources, planCache)
  const errors = result.ok ? checkExpiry(result.ruleSet.exclusions, Date.now()) : result.errors
  if (!result.ok || errors.length > 0) throw new Problems(errors)
  return result.ruleSet
}
