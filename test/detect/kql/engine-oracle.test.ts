import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { isWindowedFunction, WINDOWED_OPERATORS } from '../../../src/detect/kql/read/windowed.ts'
import { oracleCases, outcomeOf } from './engine-oracle.ts'

/** What docs/kql.md tells of this suite. It is made from this file, so that it needs no answers of the engine to be made. */
const COUNTS = JSON.parse(readFileSync(join(import.meta.dirname, 'engine-oracle.counts.json'), 'utf8')) as unknown

/** Constructs that are refused though they look at one row, as docs/kql.md says. */
const REFUSED: ReadonlySet<string> = new Set(['getschema', '42', 'make_list', 'sum', 'treepath'])

const cases = oracleCases()

t.test(
  'every query of the engine is answered as it answers, or refused by name',
  { skip: cases === null ? 'no answers' : false },
  (t) => {
    const refused = new Map<string, number>()
    let equal = 0
    for (const oracleCase of cases ?? []) {
      const outcome = outcomeOf(oracleCase)
      if (outcome.kind === 'wrong') t.fail(outcome.difference, { query: oracleCase.kql })
      else if (outcome.kind === 'equal') equal++
      else {
        const [{ construct, line, column }] = outcome.problems as [(typeof outcome.problems)[number]]
        const name = construct.replace(/\(\)$/, '')
        const isKnown = WINDOWED_OPERATORS.has(name) || isWindowedFunction(name) || REFUSED.has(name)
        if (!isKnown) t.fail(`${construct} is refused`, { query: oracleCase.kql })
        if (line < 1 || column < 1) t.fail('a refusal has a place', { query: oracleCase.kql })
        refused.set(name, (refused.get(name) ?? 0) + 1)
      }
    }
    const byName = Object.fromEntries([...refused].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    t.same({ queries: cases?.length, equal, refused: byName }, COUNTS)
    t.end()
  },
)
