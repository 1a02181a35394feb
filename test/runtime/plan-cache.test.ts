import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { LogRecord } from '../../src/metrics/telemetry.ts'
import { openCachedParser, type PlanCache } from '../../src/runtime/plan-cache.ts'

// Every load of the parser takes a second, and more where others work too.
t.setTimeout(120_000)

const QUERY = 'CommonSecurityLog | where RequestURL has "mactok="'
const OTHER = 'CommonSecurityLog | where RequestURL has "clientid="'

/** What each query becomes, whether the parser had to be loaded for them, and what the daemon logged. */
async function parseAll(file: string | null, ...queries: readonly string[]) {
  const said: string[] = []
  const log = ({ level, message }: LogRecord): unknown => said.push(`${level}: ${message}`)
  return { ...(await parseWith(file === null ? null : { file, log }, ...queries)), said }
}

async function parseWith(cache: PlanCache | null, ...queries: readonly string[]) {
  const before = childrenStarted
  const parser = openCachedParser(cache)
  const results = []
  for (const query of queries) results.push(await parser.parse(query))
  await parser.close()
  return { results, loaded: childrenStarted > before }
}

const sha256 = (text: string): string => createHash('sha256').update(text).update('\0').digest('base64url')

/* Every child process of this one, by the channel that Node publishes them on. */
let childrenStarted = 0
const { subscribe } = await import('node:diagnostics_channel')
subscribe('child_process', () => childrenStarted++)

t.test('plans are remembered by their query: no parser is loaded for those that are known', async (t) => {
  const directory = t.testdir({ data: { 'plans.json.new': 'half written' } })
  const file = join(directory, 'data', 'plans.json')
  const first = await parseAll(file, QUERY, OTHER)
  t.match(first, { results: [{ ok: true }, { ok: true }], loaded: true, said: [] })
  t.same(await parseAll(file, OTHER, QUERY), { results: first.results.toReversed(), loaded: false, said: [] })
  t.same(await parseAll(file, QUERY), { results: first.results.slice(0, 1), loaded: false, said: [] })
  t.same(readdirSync(join(directory, 'data')), ['plans.json'])
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
  const said = ['warn: the plans of the last start cannot be used: queries are parsed anew']
  for (const broken of [
    '',
    whole.slice(0, -9),
    whole.replace('mactok=', 'mactok!'),
    whole.replace(/^.*\n/, ''),
    `${sha256('null')}\nnull\n`,
  ]) {
    writeFileSync(file, broken)
    t.same(await parseAll(file, QUERY), { results, loaded: true, said }, JSON.stringify(broken.slice(0, 20)))
    t.equal(readFileSync(file, 'utf8'), whole)
  }
})

t.test('a plan that cannot be run is parsed anew, however whole its file', async (t) => {
  const file = join(t.testdir(), 'plans.json')
  const call = { kind: 'call', type: 'bool', function: 'constructor', arguments: [] }
  const wrong = [null, 'remembered', {}, { conditions: [{ text: '', expression: call }], computed: [], output: [] }]
  const queries = wrong.map((_, index) => `${QUERY} and SourcePort == ${index}`)
  const { results } = await parseAll(file, ...queries)
  const whole = readFileSync(file, 'utf8')
  const keys = Object.keys(JSON.parse(whole.split('\n')[1] ?? '') as object)
  const body = JSON.stringify(Object.fromEntries(keys.map((key, index) => [key, wrong[index]])))
  writeFileSync(file, `${sha256(body)}\n${body}\n`)
  t.same(await parseAll(file, ...queries), { results, loaded: true, said: [] })
  t.equal(readFileSync(file, 'utf8'), whole)
})

t.test('without a file, or with one that cannot be written, queries are parsed each time', async (t) => {
  const directory = t.testdir({ taken: { 'plans.json': {} } })
  const unwritable = /^warn: plans cannot be kept/
  const cases: [string | null, RegExp[]][] = [
    [null, []],
    [join(directory, 'taken', 'plans.json'), [/^warn: the plans of the last start cannot be used/, unwritable]],
    // Not even a directory can be made there, and Node would try for ever.
    ['/proc/nowhere/plans.json', [unwritable]],
  ]
  for (const [file, said] of cases) {
    t.match(await parseAll(file, QUERY), { results: [{ ok: true }], loaded: true, said })
  }
})

t.test('a cache of another process is read, and never written', async (t) => {
  const file = join(t.testdir(), 'plans.json')
  await parseAll(file, QUERY)
  const before = readFileSync(file, 'utf8')
  t.match(await parseWith({ file, log: null }, QUERY), { loaded: false })
  t.match(await parseWith({ file, log: null }, OTHER), { loaded: true })
  t.equal(readFileSync(file, 'utf8'), before)
})
