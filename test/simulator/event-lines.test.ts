import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { compilePlan } from '../../src/detect/kql/compile-plan.ts'
import { parseQuery } from '../../src/detect/kql/parse-query.ts'
import type { Query } from '../../src/detect/kql/query.ts'
import { loadRule } from '../../src/detect/rules/load-rule.ts'
import { readEvent } from '../../src/detect/read-event.ts'
import { type EventLine, eventLines } from '../../src/simulator/event-lines.ts'
import { FAMILIES, type Family } from '../../src/simulator/families.ts'
import { take } from './take.ts'

const NOW = Date.UTC(2026, 10, 4, 8, 15, 30)
const families = Object.keys(FAMILIES) as Family[]

function lines(family: Family, count: number, options: { seed?: number; every?: number; now?: () => number } = {}): EventLine[] {
  return take(eventLines({ family, seed: 1, every: 10, now: () => NOW, ...options }), count)
}

async function runningRatQuery(): Promise<Query> {
  const file = resolve(import.meta.dirname, '../../config/rules/running-rat.yaml')
  const result = await loadRule(readFileSync(file, 'utf8'), file, parseQuery)
  if (!result.ok) throw new AggregateError(result.errors)
  return compilePlan(result.rule.plan)
}

t.test('every line is read as its family, without error', (t) => {
  for (const family of families) {
    for (const { text } of lines(family, 100)) {
      const { device, error, row } = readEvent(text, NOW)
      if (device !== family || error !== null || row?.RequestURL === undefined) t.fail(text, { device, error })
    }
    t.pass(family)
  }
  t.end()
})

t.test('the rule is true of the lines said to match, and of no other', async () => {
  const query = await runningRatQuery()
  const property = fc.property(fc.constantFrom(...families), fc.integer({ min: 0 }), (family, seed) => {
    for (const { text, matching } of lines(family, 20, { seed, every: 4 })) {
      const { row } = readEvent(text, NOW)
      const found = row !== null && query.evaluate(row).length > 0
      if (found !== matching) throw new Error(text)
    }
  })
  fc.assert(property, { numRuns: 100 })
})

t.test('every Nth line matches', (t) => {
  const matching = (every: number): readonly number[] =>
    lines('zscaler', 10, { every }).flatMap((line, index) => (line.matching ? [index + 1] : []))
  t.same(matching(3), [3, 6, 9])
  t.same(matching(1).length, 10)
  t.same(matching(Infinity), [])
  t.end()
})

t.test('a seed gives the same lines again, another seed others', (t) => {
  for (const family of families) {
    t.same(lines(family, 20, { seed: 7 }), lines(family, 20, { seed: 7 }), family)
    t.notSame(lines(family, 20, { seed: 7 }), lines(family, 20, { seed: 8 }), family)
  }
  t.end()
})

t.test('times are those of the clock passed in', (t) => {
  let at = NOW
  const [first, second] = lines('fortinet', 2, { now: () => (at += 1000) })
  t.match(first?.text, '<189>Nov  4 08:15:31 fgt-hq')
  t.match(second?.text, '<189>Nov  4 08:15:32 fgt-hq')
  t.end()
})

t.test('only addresses and names that are reserved for documentation', (t) => {
  for (const family of families) {
    for (const { text } of lines(family, 200, { every: 2 })) {
      const addresses = text.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? []
      // Browsers' versions look like addresses.
      const foreign = addresses.filter((address) => !/^(192\.0\.2|198\.51\.100|203\.0\.113)\.|\.0\.0\.0$/.test(address))
      if (foreign.length > 0) t.fail(text, { foreign })
    }
    t.pass(family)
  }
  t.end()
})
