import { Command } from 'commander'
import { ruleAttack } from '../base/mitre-attack/rule-attack.ts'
import { readListenerCertificate } from '../runtime/listener-certificate.ts'
import type { LoadedRuleSet } from '../runtime/load-rule-set.ts'
import { runRuleTests } from '../runtime/rule-tests.ts'
import { describeTestRun } from './describe-test-run.ts'
import { loadConfigOrFail, loadRuleSetOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'
import { EXIT, Problems } from './report-errors.ts'

type CheckOptions = { readonly config: string; readonly test?: true }

/** `cefwatch check`: everything that can be wrong before a start, without starting. */
export const checkCommand = new Command('check')
  .description('Check the configuration, the rules and the exclusions; every problem with file, line and column.')
  .addOption(configOption)
  .option('--test', 'run the tests beside the rule files too: `rule.test.yaml` beside `rule.yaml`')
  .action(async (options: CheckOptions) => {
    const config = loadConfigOrFail(options.config)
    for (const listener of config.listeners) readListenerCertificate(listener)
    const ruleSet = await loadRuleSetOrFail(config, null)
    process.stdout.write(`${config.file}: ok\n${describeRuleSet(ruleSet)}`)
    for (const webhook of config.webhooks) process.stdout.write(`  webhook    ${webhook.name}\n`)
    if (options.test === true) testRules(ruleSet)
  })

function describeRuleSet({ rules, disabled, functions, exclusions }: LoadedRuleSet): string {
  const lines = [
    ...rules.flatMap((rule) => [
      `  rule       ${rule.name} (${rule.severity}, ${rule.id}) from ${rule.file}`,
      ...describeAttack(rule).map((line) => `             ${line}`),
    ]),
    ...disabled.map(({ name, id, file }) => `  off        ${name} (${id}) from ${file}`),
    ...functions.map((name) => `  function   ${name}`),
    ...exclusions.map(({ name, expires }) => `  exclusion  ${name}, until ${expires}`),
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** Tactics on one line, techniques on the next, with the names that ATT&CK gives them. */
function describeAttack(rule: LoadedRuleSet['rules'][number]): readonly string[] {
  const { tactics, techniques } = ruleAttack(rule)
  return [tactics, techniques]
    .filter((list) => list.length > 0)
    .map((list) => list.map(({ id, name }) => (id === null ? name : `${id} ${name}`)).join(', '))
}

function testRules(ruleSet: LoadedRuleSet): void {
  const run = runRuleTests(ruleSet, Date.now())
  if (run.errors.length > 0) throw new Problems(run.errors)
  process.stdout.write(describeTestRun(run))
  if (run.results.some(({ differences }) => differences.length > 0)) process.exitCode = EXIT.failed
}
