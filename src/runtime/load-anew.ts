import { CefwatchError } from '../base/errors.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load-config.ts'
import { createDetector } from '../detect/detector.ts'
import type { LogRecord } from '../metrics/telemetry.ts'
import { checkExpiry } from './check-expiry.ts'
import { IGNORE_EVENTS } from './ignore-events.ts'
import { loadRuleSet, type RuleSetResult } from './load-rule-set.ts'
import { planCacheOf } from './plan-cache.ts'

/**
 * Reads rules, functions and exclusions again, and from the configuration what concerns them. Whatever goes wrong is an error in the
 * result: nothing is thrown, and a set that is returned can be put in force.
 */
export async function loadAnew(
  { file }: Config,
  environment: NodeJS.ProcessEnv,
  log: (record: LogRecord) => void,
): Promise<RuleSetResult> {
  try {
    const loaded = loadConfig(file, environment)
    if (!loaded.ok) return loaded
    const result = await loadRuleSet(loaded.config, planCacheOf(loaded.config, log))
    if (!result.ok) return result
    const expired = checkExpiry(result.ruleSet.exclusions, Date.now())
    if (expired.length > 0) return { ok: false, errors: expired }
    // A worker that could not compile the set would end, and the daemon with it.
    createDetector(result.ruleSet, IGNORE_EVENTS)
    return result
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return { ok: false, errors: [new CefwatchError('RULE_INVALID', `the rules could not be loaded: ${reason}`, { cause })] }
  }
}
