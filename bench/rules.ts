import { cpus } from 'node:os'
import { createDetector } from '../src/detect/detector.ts'
import { parseQuery } from '../src/detect/kql/parse-query.ts'
import { loadRules } from '../src/detect/rules/load-rule.ts'
import type { Rule } from '../src/detect/rules/rule.ts'
import type { FrameBatch } from '../src/receive/frame-batch.ts'
import { IGNORE_EVENTS } from '../src/runtime/ignore-events.ts'
import { loadScannerModule } from '../src/runtime/scanner-module.ts'
import { eventLines } from '../src/simulator/event-lines.ts'
import { FAMILIES, type Family } from '../src/simulator/families.ts'

/*
 * `npm run bench:rules`: what an event costs with 1, 10 and 50 rules, from the bytes of a frame to matches, on one core. Rules with
 * literals are looked for in the bytes; one without any makes every frame be read. docs/rules.md has the figures.
 */

const LINES_PER_FAMILY = 2500
const ROUNDS = 5
const TIME = Date.UTC(2026, 10, 24)

/** The queries of rules, by a number that makes each another one. */
const QUERIES: Readonly<Record<string, (n: number) => string>> = {
  literals: (n) =>
    `| where RequestMethod == "GET" | where RequestURL has_any (dynamic(['/gate${n}/chk', 'tok${n}n=', 'Usr${n}Me=', 'Ilocal${n}P=', 'kM${n}nD=']))`,
  'no literal': (n) => `| where DestinationPort == ${40_000 + n} and SentBytes > ${n}000`,
  'no literal, a regex of the URL': (n) => `| where RequestURL matches regex @"/[a-f0-9]{32}/${n}x[0-9]+\\.(gif|php)$"`,
}

async function rulesOf(query: (n: number) => string, count: number): Promise<readonly Rule[]> {
  const sources = Array.from({ length: count }, (_, n) => {
    const id = `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`
    const rule = { id, name: `rule ${n}`, kind: 'NRT', severity: 'Low', description: 'x', query: `CommonSecurityLog ${query(n)}` }
    return { file: `${n}`, text: JSON.stringify(rule) }
  })
  const loaded = await loadRules(sources, parseQuery)
  if (!loaded.ok) throw new AggregateError(loaded.errors)
  return loaded.rules
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

const scannerModule = loadScannerModule()
const batch = batchOfLines()
const size = Math.round(batch.bytes.length / batch.count)
console.log(
  `Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, scanner ${scannerModule === null ? 'of regular expressions' : 'in WebAssembly'}; ${batch.count} events of ${size} bytes`,
)
for (const [kind, query] of Object.entries(QUERIES)) {
  for (const count of [1, 10, 50]) {
    const cost = costOf(await rulesOf(query, count), batch)
    console.log(`${String(count).padStart(3)} rules, ${kind}: ${Math.round(cost)} ns an event`)
  }
}
const [alone] = await rulesOf(QUERIES['no literal'] ?? String, 1)
const many = await rulesOf(QUERIES['literals'] ?? String, 50)
const mixed = alone === undefined ? many : [{ ...alone, id: 'alone' }, ...many.slice(1)]
console.log(` 49 rules with literals and one without: ${Math.round(costOf(mixed, batch))} ns an event`)
