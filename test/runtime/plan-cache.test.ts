import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openCachedParser, type PlanCache } from '../../src/runtime/plan-cache.ts'

const QUERY = 'CommonSecurityLog | where RequestURL has "mactok="'
const OTHER = 'CommonSecurityLog | where RequestURL has "clientid="'

/** What each query becomes, and whether the parser had to be loaded for them. */
async function parseAll(file: string | null, ...queries: readonly string[]) {
  return parseWith(file === null ? null : { file, isOwn: true }, ...queries)
}

async function parseWith(cache: PlanCache | null, ...queries: readonly string[]) {
  const before = childrenStarted
  const parser = openCachedParser(cache)
  const results = []
  for (const query of queries) results.push(await parser.parse(query))
  await parser.close()
  return { results, loaded: childrenStarted > before }
}

/* Every child process of this one, by the channel that Node publishes them on. */
let childrenStarted = 0
const { subscribe } = await import('node:diagnostics_channel')
subscribe('child_process', () => childrenStarted++)

t.test('plans are remembered by their query: no parser is loaded for those that are known', async (t) => {
  const file = join(t.testdir(), 'data', 'plans.json')
  const first = await parseAll(file, QUERY, OTHER)
  t.match(first, { results: [{ ok: true }, { ok: true }], loaded: true })
  t.same(await parseAll(file, OTHER, QUERY), { results: first.results.toReversed(), loaded: false })
  t.same(await parseAll(file, QUERY), { results: first.results.slice(0, 1), loaded: false })
})

t.test('a query that nobody uses any more is forgotten when another is parsed', async (t) => {
  const file = join(t.testdir(), 'plans.json')
  await parseAll(file, QUERY, OTHER)
  await parseAll(file, QUERY, 'CommonSecurityLog | where SourceIP == "192.0.2.1"')
  t.match(await parseAll(file, QUERY), { loaded: false })
  t.match(await parseAll(file, OTHER), { results: [{ ok: true }], loaded: true })
})

t.test('refused queries are refused again', async (t) => {
  const file = join(t.testdir(), 'plans.json')
  const refused = 'CommonSecurityLog | summarize count()'
  const first = await parseAll(file, refused)
  t.match(first, { results: [{ ok: false }] })
  t.same(await parseAll(file, refused), first)
})

t.test('a broken file is not believed, and made anew', async (t) => {
  const file = join(t.testdir(), 'plans.json')
  const { results } = await parseAll(file, QUERY)
  const whole = readFileSync(file, 'utf8')
  for (const broken of [
    '',
    'x',
    whole.slice(0, -9),
    whole.replace('mactok=', 'mactok!'),
    whole.replace(/^.*\n/, ''),
    '\0'.repeat(50),
  ]) {
    writeFileSync(file, broken)
    t.same(await parseAll(file, QUERY), { results, loaded: true }, JSON.stringify(broken.slice(0, 20)))
    t.equal(readFileSync(file, 'utf8'), whole)
  }
})

t.test('without a file, or with one that cannot be written, queries are parsed each time', async (t) => {
  const directory = t.testdir({ file: '' })
  for (const file of [null, join(directory, 'file', 'plans.json')]) {
    t.match(await parseAll(file, QUERY), { results: [{ ok: true }], loaded: true })
    t.match(await parseAll(file, QUERY), { results: [{ ok: true }], loaded: true })
  }
})

t.test('a cache of another process is read, and never written', async (t) => {
  const file = join(t.testdir(), 'plans.json')
  await parseAll(file, QUERY)
  const before = readFileSync(file, 'utf8')
  t.match(await parseWith({ file, isOwn: false }, QUERY), { loaded: false })
  t.match(await parseWith({ file, isOwn: false }, OTHER), { loaded: true })
  t.equal(readFileSync(file, 'utf8'), before)
})
