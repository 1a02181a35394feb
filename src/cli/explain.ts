import { text as readAll } from 'node:stream/consumers'
import { Command, InvalidArgumentError } from 'commander'
import { isTimeZone } from '../decode/common-security-log/time-zone.ts'
import { explainEvent } from '../detect/explain-event.ts'
import { planCacheOf } from '../runtime/plan-cache.ts'
import { describeExplanation } from './describe-explanation.ts'
import { loadConfigOrFail, loadRuleSetOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'

type ExplainOptions = { readonly config: string; readonly timezone: string; readonly json?: true }

/** `cefwatch explain`: what a network engineer pastes a line into when nothing arrives. */
export const explainCommand = new Command('explain')
  .description(
    'Explain one line as a device sends it: how it is read, where each field goes, and why each rule is true of it or not.',
  )
  .argument('[line]', 'the line, in quotes; without it, or with `-`, each line of standard input', '-')
  .addOption(configOption)
  .option('--timezone <zone>', 'zone of times that come without one', parseTimeZone, 'UTC')
  .option('--json', 'print one JSON object a line instead')
  .action(async (line: string, { config, timezone, json }: ExplainOptions) => {
    const loaded = loadConfigOrFail(config)
    const ruleSet = await loadRuleSetOrFail(loaded, planCacheOf(loaded, null))
    const lines = line === '-' ? (await readAll(process.stdin)).split('\n').map((text) => text.replace(/\r$/, '')) : [line]
    const explained = lines
      .filter((text) => text !== '')
      .map((text) => explainEvent(text, ruleSet, { now: Date.now(), timeZone: timezone }))
      .map((explanation) => (json ? JSON.stringify(explanation) : describeExplanation(explanation)))
    process.stdout.write(explained.map((text) => `${text}\n`).join(json ? '' : '\n'))
  })

function parseTimeZone(text: string): string {
  if (isTimeZone(text)) return text
  throw new InvalidArgumentError('Expected a time zone such as UTC, Europe/Berlin or +02:00.')
}
