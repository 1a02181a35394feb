import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CefwatchError } from '../base/errors.ts'
import type { DisabledRule } from '../detect/rules/load-rule.ts'
import { readRuleTests, type RuleTest } from '../detect/rules/rule-test-file.ts'
import type { Rule } from '../detect/rules/rule.ts'
import { type LoadedRuleSet, RULE_TEST } from './load-rule-set.ts'
import { runRuleTest, type RuleTestResult } from './run-rule-test.ts'

export type RuleTestRun = {
  readonly results: readonly RuleTestResult[]
  /** Tests whose rule is switched off. */
  readonly skipped: readonly RuleTest[]
  /** Rules that have no test. */
  readonly untested: readonly Rule[]
  readonly errors: readonly CefwatchError[]
}

/** Runs the tests that stand beside the rule files: `name.test.yaml` holds those of the rules in `name.yaml` or `name.json`. */
export function runRuleTests({ rules, disabled }: LoadedRuleSet, now: number): RuleTestRun {
  const results: RuleTestResult[] = []
  const skipped: RuleTest[] = []
  const errors: CefwatchError[] = []
  for (const file of testFilesBeside([...rules, ...disabled])) {
    const read = readRuleTests(readFileSync(file, 'utf8'), file)
    if (!read.ok) {
      errors.push(...read.errors)
      continue
    }
    for (const test of read.tests) {
      const rule = ruleOf(test, file, [...rules, ...disabled])
      if (rule instanceof CefwatchError) errors.push(rule)
      else if ('plan' in rule) results.push(runRuleTest(test, rule, now))
      else skipped.push(test)
    }
  }
  return { results, skipped, untested: rules.filter((rule) => !results.some((result) => result.rule === rule)), errors }
}

type KnownRule = Rule | DisabledRule

function testFilesBeside(rules: readonly KnownRule[]): readonly string[] {
  const folders = new Set(rules.map(({ file }) => dirname(file)))
  return Array.from(folders).flatMap((cwd) =>
    globSync('*.test.{yaml,yml}', { cwd })
      .sort()
      .map((file) => join(cwd, file)),
  )
}

function ruleOf({ rule, place }: RuleTest, file: string, rules: readonly KnownRule[]): KnownRule | CefwatchError {
  const tested = join(dirname(file), basename(file).replace(RULE_TEST, ''))
  const beside = rules.filter((one) => one.file.replace(/\.(ya?ml|json)$/, '') === tested)
  const [found, ...others] = beside.filter(({ id, name }) => rule === null || rule.toLowerCase() === id || rule === name)
  if (found !== undefined && others.length === 0) return found
  const problem =
    beside.length === 0
      ? 'no rule is loaded from a file beside it'
      : rule === null
        ? 'say which rule it is for: the file beside it holds several'
        : `the file beside it holds no rule that is called "${rule}"`
  return new CefwatchError('RULE_INVALID', problem, { place })
}
