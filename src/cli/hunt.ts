import { SingleBar } from 'cli-progress'
import { Command, Option } from 'commander'
import { hunt, type HuntCounts } from '../runtime/hunt.ts'
import { openLog, type OpenLog } from '../runtime/open-log.ts'
import { planCacheOf } from '../runtime/plan-cache.ts'
import { HUNT_FORMATS } from './hunt-formats.ts'
import { loadConfigOrFail, loadRuleSetOrFail } from './load-or-fail.ts'
import { configOption } from './options.ts'
import { writeLines } from './write-lines.ts'

type HuntOptions = {
  readonly config: string
  readonly format: keyof typeof HUNT_FORMATS
  readonly asSentinel?: true
  readonly rules?: readonly string[]
}

const formatOption = new Option('-f, --format <format>', 'how matches are printed')
  .choices(Object.keys(HUNT_FORMATS))
  .default('table')

/** `cefwatch hunt`: the rules over saved logs. */
export const huntCommand = new Command('hunt')
  .description('Run the rules over saved logs and print every match; a line is one message.')
  .argument('[files...]', 'files, `.gz` and `.zst` too; `-` is standard input', ['-'])
  .addOption(configOption)
  .addOption(formatOption)
  .option('-r, --rules <paths...>', 'rule files or globs, instead of those of the configuration')
  .option('--as-sentinel', "match what Sentinel's connector would have filled in, nothing normalised")
  .action(async (files: readonly string[], options: HuntOptions) => {
    const config = loadConfigOrFail(options.config)
    const { rules, ruleOverrides, functions, exclusions } = config
    // Overrides are for the configuration's own rules: one that another set of rules does not have is no error.
    const own = options.rules === undefined ? { rules, ruleOverrides } : { rules: options.rules, ruleOverrides: [] }
    const ruleSet = await loadRuleSetOrFail({ ...own, functions, exclusions }, planCacheOf(config, null))
    const counts: HuntCounts = { lines: 0, matches: 0, excluded: 0, unreadable: 0, givenUp: 0 }
    const progress = new Progress()
    const logs = files.map((file) => openLog(file, (bytes) => progress.advance(bytes)))
    progress.start(logs)
    const alerts = hunt(logs, ruleSet, options.asSentinel ? 'as-sentinel' : 'normalised', counts)
    await writeLines(process.stdout, HUNT_FORMATS[options.format](alerts))
    progress.stop()
    process.stderr.write(summary(counts))
  })

function summary({ lines, matches, excluded, unreadable, givenUp }: HuntCounts): string {
  const rest = givenUp === 0 ? '' : `; ${givenUp} times a rule took too much work on an event (KQL_TOO_COSTLY) and gave up`
  return `${lines} lines, ${matches} matches, ${excluded} excluded, ${unreadable} lines could not be read as events${rest}\n`
}

/** How far a hunt is, on a terminal, when the sizes of all its files are known. */
class Progress {
  readonly #bar = new SingleBar({
    format: '{bar} {percentage}% | {eta_formatted} left',
    stream: process.stderr,
    noTTYOutput: false,
    clearOnComplete: true,
  })

  start(logs: readonly OpenLog[]): void {
    const sizes = logs.map(({ size }) => size)
    if (process.stderr.isTTY && !sizes.includes(null))
      this.#bar.start(
        sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0),
        0,
      )
  }

  advance(bytes: number): void {
    if (this.#bar.isActive) this.#bar.increment(bytes)
  }

  stop(): void {
    this.#bar.stop()
  }
}
