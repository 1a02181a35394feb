import { createDetector } from '../src/detect/detector.ts'
import type { Rule } from '../src/detect/rules/rule.ts'
import type { FrameBatch } from '../src/receive/frame-batch.ts'
import { IGNORE_EVENTS } from '../src/runtime/ignore-events.ts'
import { loadScannerModule } from '../src/runtime/scanner-module.ts'
import { eventLines } from '../src/simulator/event-lines.ts'
import { FAMILIES, type Family } from '../src/simulator/families.ts'
import { rulesOf } from '../test/detect/rules-of.ts'
import { machine, markdown, type Row } from './table.ts'

/*
 * `npm run bench:rules`: what an event costs with 1, 10 and 50 rules, from the bytes of a frame to matches, on one core. Rules with
 * literals are looked for in the bytes; those without look at a glance at the columns that they ask for. docs/rules.md has the figures.
 */

const LINES_PER_FAMILY = 2500
const ROUNDS = 5
const TIME = Date.UTC(2026, 10, 24)

/** The queries of rules, by a number that makes each another one. */
const QUERIES = {
  literals: (n: number) =>
    `| where RequestMethod == "GET" | where RequestURL has_any (dynamic(['/gate${n}/chk', 'tok${n}n=', 'Usr${n}Me=', 'Ilocal${n}P=', 'kM${n}nD=']))`,
  port: (n: number) => `| where DestinationPort == ${40_000 + n} and SentBytes > ${n}000`,
  url: (n: number) => `| where RequestURL matches regex @"/[a-f0-9]{32}/${n}x[0-9]+\\.(gif|php)$"`,
}

/** Lines of all families, as a listener would hand them over. */
function batchOfLines(): FrameBatch {
  const families = Object.keys(FAMILIES) as Family[]
  const lines = families.flatMap((family) => {
    const generator = eventLines({ family, seed: 1, every: Infinity, now: () => TIME })
    return Array.from({ length: LINES_PER_FAMILY }, () => Buffer.from(`${generator.next().value.text}\n`))
  })
  const offsets = new Uint32Array(2 * lines.length)
  let length = 0
  for (const [index, line] of lines.entries()) {
    offsets.set([length, length + line.length - 1], 2 * index)
    length += line.length
  }
  const bytes = Buffer.concat(lines)
  return {
    ...{ bytes, offsets, count: lines.length, octetCounted: 0 },
    ...{ listener: 'bench', transport: 'tcp', addresses: '192.0.2.1', receivedAt: TIME },
  }
}

/** Nanoseconds an event: the best of several rounds, which has the least of other work in it. */
function costOf(rules: readonly Rule[], batch: FrameBatch): number {
  const detector = createDetector({ rules, exclusions: [] }, IGNORE_EVENTS, { scannerModule })
  let best = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    detector.detect(batch, TIME)
    best = Math.min(best, performance.now() - start)
  }
  return (best * 1e6) / batch.count
}

/** Rules of one kind. */
const same = (query: (n: number) => string) => (count: number) => Array.from({ length: count }, (_, n) => query(n))

const { literals, port, url } = QUERIES

/** The queries of so many rules, by what the table calls them. */
const KINDS: Readonly<Record<string, (count: number) => readonly string[]>> = {
  'with literals': same(literals),
  'one of them without': (count) => [...same(literals)(count - 1), port(0)],
  'without, of numbers': same(port),
  'without, of the URL': same(url),
}

const scannerModule = loadScannerModule()
const batch = batchOfLines()
const size = Math.round(batch.bytes.length / batch.count)
console.log(`${machine()}, scanner ${scannerModule === null ? 'of regular expressions' : 'in WebAssembly'}`)
console.log(`us an event, of ${batch.count} events of ${size} bytes\n`)
const rows: Row[] = []
for (const count of [1, 10, 50]) {
  const costs: [string, string][] = []
  for (const [kind, queriesOf] of Object.entries(KINDS)) {
    costs.push([kind, (costOf(await rulesOf(queriesOf(count)), batch) / 1000).toFixed(1)])
  }
  rows.push({ rules: count, ...Object.fromEntries(costs) })
}
console.log(markdown(rows))
