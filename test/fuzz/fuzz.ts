import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { compilePlan } from '../../src/detect/kql/compile-plan.ts'
import { evaluateRule } from '../../src/detect/evaluate-rule.ts'
import { explainEvent } from '../../src/detect/explain-event.ts'
import { FRAME_KINDS } from '../../src/detect/frame-kinds.ts'
import { readEvent } from '../../src/detect/read-event.ts'
import { distinctNeedles, scanNeedles } from '../../src/detect/scan-needles.ts'
import { createScanner } from '../../src/receive/scanner/scanner.ts'
import { seededRandom } from '../../src/simulator/random.ts'
import { loadShippedRules } from '../detect/shipped-rules.ts'
import { batchOf } from '../receive/scanner/batches.ts'
import { compiledModule } from '../receive/scanner/compiled-module.ts'
import { openCoverage } from './coverage.ts'
import { mutate, type Random } from './mutate.ts'

/*
 * `npm run fuzz -- --minutes 10`: mutates the lines that we know, keeps what reaches new code, and looks for a line that throws, takes too
 * long, or matches a rule and yet is passed over by the scanner. Each finding is written to the file that is named, and fails the run.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    findings: { type: 'string', default: 'fuzz-findings.jsonl' },
  },
})

const PROJECT = join(import.meta.dirname, '../..')

/** Of the longest lines, with everything that is done to one here; ordinary ones take a thousandth. */
const MOST_MILLISECONDS = 250

/** Lines that are made of one seed before the coverage is looked at. */
const LITTER = 200

const { integer } = seededRandom(Number(values.seed))
const random: Random = (below) => integer(0, below - 1)
const rules = await loadShippedRules()
const queries = rules.map(({ plan }) => compilePlan(plan))
const scanner = createScanner({
  needles: distinctNeedles(rules.flatMap(({ literals }) => scanNeedles(literals) ?? [])),
  kinds: FRAME_KINDS,
  module: compiledModule(),
})
const coverage = openCoverage(pathToFileURL(join(PROJECT, 'src')).href)

const seeds = ['test/fixtures', '../shared/data/syslog']
  .map((folder) => join(PROJECT, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => globSync('**/*.log', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8')))
  .flatMap((text) => text.split('\n').filter((line) => line !== ''))

/** What is wrong with how a line is read, or null. */
function problemWith(line: string): string | null {
  const start = performance.now()
  try {
    const { row, normalised, otherReadings } = readEvent(line, 0, { timeZone: 'Europe/Berlin' })
    readEvent(line, 0, { form: 'as-sentinel' })
    explainEvent(line, { rules, exclusions: [] }, { now: 0, timeZone: 'UTC' })
    const readings = row === null ? [] : [{ row, normalised }, ...otherReadings]
    const matches = queries.some((query) => readings.some((reading) => evaluateRule(query, reading) !== null))
    if (matches && scanner.scan(batchOf([line])).candidates.length === 0) return 'the scanner passes over a match'
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  const milliseconds = performance.now() - start
  return milliseconds > MOST_MILLISECONDS ? `takes ${Math.round(milliseconds)} ms` : null
}

const pick = (): string => seeds[random(seeds.length)] ?? ''

const end = Date.now() + Number(values.minutes) * 60_000
const findings: { readonly problem: string; readonly line: string }[] = []
let lines = 0
while (Date.now() < end) {
  const seed = pick()
  const litter = Array.from({ length: LITTER }, () => mutate(seed, pick(), random))
  for (const line of litter) {
    lines++
    const problem = problemWith(line)
    // A pause of the machine is not the line's fault.
    if (problem !== null && problemWith(line) !== null) findings.push({ problem, line })
  }
  if (coverage.hasGrown()) seeds.push(...litter.slice(0, 20))
}

console.log(
  `seed ${values.seed}: ${lines} lines, ${seeds.length} seeds, ${coverage.blocks()} blocks of code reached, ${findings.length} findings`,
)
if (findings.length > 0) {
  writeFileSync(values.findings, findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''))
  for (const { problem } of findings.slice(0, 5)) console.error(problem)
  console.error(`the lines are in ${values.findings}`)
  process.exitCode = 1
}
