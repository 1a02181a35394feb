import { globSync, readFileSync } from 'node:fs'
import { CefwatchError } from '../base/errors.ts'
import type { RuleSet } from '../detect/detector.ts'
import { parseExclusions } from '../detect/exclusions/exclusions-file.ts'
import { loadRules } from '../detect/rules/load-rule.ts'
import { openKqlParser } from './kql-parser.ts'

export type RuleSetResult =
  { readonly ok: true; readonly ruleSet: RuleSet } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** Where rules and exclusions are: absolute paths; globs for rules. */
export type RuleSources = { readonly rules: readonly string[]; readonly exclusions: string | null }

/** Reads and checks all rule files and the exclusions. Nothing is loaded when anything is wrong; every problem is reported. */
export async function loadRuleSet(sources: RuleSources): Promise<RuleSetResult> {
  const parser = openKqlParser()
  try {
    const rules = await loadRules(readRuleFiles(sources.rules), parser.parse)
    if (!rules.ok) return rules
    if (sources.exclusions === null) return { ok: true, ruleSet: { rules: rules.rules, exclusions: [] } }
    const { file, text } = readText(sources.exclusions)
    const exclusions = await parseExclusions(text, file, rules.rules, parser.parse)
    return exclusions.ok ? { ok: true, ruleSet: { rules: rules.rules, exclusions: exclusions.exclusions } } : exclusions
  } catch (error) {
    if (error instanceof CefwatchError) return { ok: false, errors: [error] }
    throw error
  } finally {
    await parser.close()
  }
}

function readRuleFiles(patterns: readonly string[]): readonly { file: string; text: string }[] {
  return patterns.flatMap((pattern) => {
    const files = globSync(pattern).sort()
    if (files.length === 0)
      throw new CefwatchError('FILE_UNREADABLE', 'no rule file matches this path', { place: { file: pattern } })
    return files.map(readText)
  })
}

function readText(file: string): { file: string; text: string } {
  try {
    return { file, text: readFileSync(file, 'utf8') }
  } catch (cause) {
    throw new CefwatchError('FILE_UNREADABLE', 'the file cannot be read', { place: { file }, cause })
  }
}
