import type { Row as Event } from '../src/decode/common-security-log/row.ts'
import { compilePlan } from '../src/detect/kql/compile-plan.ts'
import { readEvent } from '../src/detect/read-event.ts'
import { loadShippedRules } from '../test/detect/shipped-rules.ts'
import { corpusOf } from './corpus.ts'
import { fastest } from './fastest.ts'
import type { Row } from './table.ts'

const EVENTS = 20_000
const RULE = 'RunningRAT request parameters'

/** The published rule alone: its query as closures, over rows that have been read. */
export async function closureBenchmarks(): Promise<readonly Row[]> {
  const rule = (await loadShippedRules()).find(({ name }) => name === RULE)
  if (rule === undefined) throw new Error(`no rule is called "${RULE}"`)
  const query = compilePlan(rule.plan)
  const lines = corpusOf(EVENTS).toString().trimEnd().split('\n')
  const all = lines.flatMap((line) => readEvent(line, 0).row ?? [])
  const gets = all.filter(({ RequestMethod, RequestURL = '' }) => RequestMethod === 'GET' && RequestURL !== '')
  const withUrl = (end: (url: string) => string): readonly Event[] => {
    return gets.map((row) => ({ ...row, RequestURL: end(row.RequestURL ?? '') }))
  }
  const kinds: readonly (readonly [rows: string, rows: readonly Event[]])[] = [
    ['all of them', all],
    [`GET, URLs of ${meanLength(gets)} characters`, gets],
    ['GET, URLs of 500 characters', withUrl((url) => url.padEnd(500, '&page=12'))],
    ['GET, the beginning of an indicator in each URL', withUrl((url) => `${url}&mactok`)],
    ['GET, all of them matches', withUrl((url) => `${url}&mactok=1`)],
  ]
  return kinds.map(([rows, those]) => {
    let matches = 0
    const milliseconds = fastest(() => {
      matches = 0
      for (const row of those) matches += query.evaluate(row).length
    })
    return { rows, matches, 'million rows/s': (those.length / 1000 / milliseconds).toFixed(2) }
  })
}

function meanLength(rows: readonly Event[]): number {
  return Math.round(rows.reduce((sum, { RequestURL = '' }) => sum + RequestURL.length, 0) / rows.length)
}
