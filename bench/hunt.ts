import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { hunt } from '../src/runtime/hunt.ts'
import { openLog } from '../src/runtime/open-log.ts'
import { loadShippedRules } from '../test/detect/shipped-rules.ts'
import { corpusOf } from './corpus.ts'
import type { Row } from './table.ts'

const EVENTS = 200_000
const ROUNDS = 3

/** A search of a saved log without matches, in one thread, beside what unpacks and does nothing else. */
export async function huntBenchmarks(): Promise<readonly Row[]> {
  const directory = mkdtempSync(join(tmpdir(), 'cefwatch-bench-'))
  try {
    const corpus = corpusOf(EVENTS)
    const packed = gzipSync(corpus, { level: 6 })
    writeFileSync(join(directory, 'events.log'), corpus)
    writeFileSync(join(directory, 'events.log.gz'), packed)
    const ruleSet = { rules: await loadShippedRules(), exclusions: [] }
    const search = async (file: string): Promise<void> => {
      const counts = { lines: 0, matches: 0, excluded: 0, unreadable: 0, givenUp: 0 }
      const alerts = hunt([openLog(join(directory, file))], ruleSet, 'normalised', counts)
      if ((await alerts.next()).done !== true) throw new Error('no event matches')
      if (counts.lines !== EVENTS) throw new Error(`${counts.lines} lines were read`)
    }
    const work: readonly (readonly [string, () => Promise<void> | void])[] = [
      ['hunt in a file', () => search('events.log')],
      ['hunt in a .gz', () => search('events.log.gz')],
      ['gunzip -c', () => void execFileSync('gunzip', ['-c', join(directory, 'events.log.gz')], { stdio: 'ignore' })],
      ['zlib alone, in memory', () => void gunzipSync(packed)],
    ]
    const rows: Row[] = []
    for (const [name, run] of work) {
      let best = Infinity
      for (let round = 0; round < ROUNDS; round++) {
        const start = performance.now()
        await run()
        best = Math.min(best, performance.now() - start)
      }
      rows.push({ work: name, 'MB/s': Math.round(corpus.length / 1000 / best) })
    }
    return rows
  } finally {
    rmSync(directory, { recursive: true })
  }
}
