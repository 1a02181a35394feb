import { globSync, readFileSync } from 'node:fs'
import { CefwatchError } from '../base/errors.ts'
import type { RuleSet } from '../detect/detector.ts'
import { parseExclusions } from '../detect/exclusions/exclusions-file.ts'
import { recursionIn } from '../detect/rules/function-calls.ts'
import { readFunctions } from '../detect/rules/function-file.ts'
import { type DisabledRule, loadRules } from '../detect/rules/load-rule.ts'
import { parserWithFunctions } from '../detect/rules/query-parser.ts'
import type { RuleOverride } from '../detect/rules/rule-override.ts'
import { openCachedParser, type PlanCache } from './plan-cache.ts'

/** Rules and exclusions to run, and what else was read with them. */
export type LoadedRuleSet = RuleSet & {
  readonly disabled: readonly DisabledRule[]
  /** Names of the functions that queries may call. */
  readonly functions: readonly string[]
}

export type RuleSetResult =
  { readonly ok: true; readonly ruleSet: LoadedRuleSet } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** Where rules, functions and exclusions are, as absolute paths, globs but for exclusions; and what is changed of the rules. */
export type RuleSources = {
  readonly rules: readonly string[]
  readonly ruleOverrides: readonly RuleOverride[]
  readonly functions: readonly string[]
  readonly exclusions: string | null
}

/** Tests of rules stand beside them. */
export const RULE_TEST = /\.test\.ya?ml$/

/**
 * Reads and checks all rule files, functions and exclusions. Nothing is loaded when anything is wrong; every problem is reported.
 * `planCache` holds the plans that are known already; null: every query is parsed.
 */
export async function loadRuleSet(sources: RuleSources, planCache: PlanCache | null = null): Promise<RuleSetResult> {
  const parser = openCachedParser(planCache)
  try {
    const functions = readFunctions(readFiles(sources.functions, 'function'))
    if (!functions.ok) return functions
    const recursion = recursionIn(functions.functions)
    if (recursion.length > 0) return { ok: false, errors: recursion }
    const parse = parserWithFunctions(parser.parse, functions.functions)
    const loaded = await loadRules(readFiles(sources.rules, 'rule'), parse, sources.ruleOverrides)
    if (!loaded.ok) return loaded
    const { rules, disabled } = loaded
    const rest = { rules, disabled, functions: functions.functions.map(({ name }) => name) }
    if (sources.exclusions === null) return { ok: true, ruleSet: { ...rest, exclusions: [] } }
    const { file, text } = readText(sources.exclusions)
    const exclusions = await parseExclusions(text, file, [...rules, ...disabled], async (query) => parse(query))
    return exclusions.ok ? { ok: true, ruleSet: { ...rest, exclusions: exclusions.exclusions } } : exclusions
  } catch (error) {
    if (error instanceof CefwatchError) return { ok: false, errors: [error] }
    throw error
  } finally {
    await parser.close()
  }
}

/** Each file once, however many of the patterns it matches. */
function readFiles(patterns: readonly string[], kind: string): readonly { file: string; text: string }[] {
  const files = patterns.flatMap((pattern) => {
    const matching = globSync(pattern)
      .filter((file) => !RULE_TEST.test(file))
      .sort()
    if (matching.length > 0) return matching
    throw new CefwatchError('FILE_UNREADABLE', `no ${kind} file matches this path`, { place: { file: pattern } })
  })
  return Array.from(new Set(files), readText)
}

function readText(file: string): { file: string; text: string } {
  try {
    return { file, text: readFileSync(file, 'utf8') }
  } catch (cause) {
    throw new CefwatchError('FILE_UNREADABLE', 'the file cannot be read', { place: { file }, cause })
  }
}
