import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { COLUMN_NAMES, COLUMNS } from '../../../src/decode/common-security-log/columns.ts'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import { entitiesOf } from '../../../src/detect/rules/entities.ts'
import { loadRules } from '../../../src/detect/rules/load-rule.ts'
import type { Rule } from '../../../src/detect/rules/rule.ts'

const RULES = join(import.meta.dirname, '../../../config/rules')

const sources = ['running-rat.yaml', 'running-rat-no-method.yaml'].map((file) => {
  return { file, text: readFileSync(join(RULES, file), 'utf8') }
})
const loaded = await loadRules(sources, parseQuery)
if (!loaded.ok) throw loaded.errors[0] as Error
const [runningRat, noMethod] = loaded.rules as [Rule, Rule]

const INDICATORS = ['/ui/chk', 'mactok=', 'UsRnMe=', 'IlocalP=', 'kMnD=']

t.test('what the rules say of themselves', (t) => {
  t.match(runningRat, { id: 'baedfdf4-7cc8-45a1-81a9-065821628b83', severity: 'High', tags: ['POLONIUM'] })
  t.match(noMethod, { severity: 'Medium', tags: ['POLONIUM'] })
  for (const { description, tactics, techniques, literals } of [runningRat, noMethod]) {
    t.match(description, /blocked[^]*still running on the source host/)
    t.same(tactics, ['Exfiltration', 'CommandAndControl'])
    t.same(techniques, ['T1041', 'T1071.001'])
    t.same(
      literals,
      INDICATORS.map((text) => ({ column: 'RequestURL', text })),
    )
  }
  t.end()
})

/** URLs, and the indicators that both rules find in them. */
const URLS: readonly (readonly [url: string, indicators: readonly string[]])[] = [
  ['http://c2.example.net/ui/chk', ['/ui/chk']],
  ['c2.example.net/ui/chk?x=1', ['/ui/chk']],
  ['http://c2.example.net/UI/CHK/', ['/ui/chk']],
  ['http://c2.example.net/a?mactok=0011', ['mactok=']],
  ['http://c2.example.net/a?x=1&MACTOK=', ['mactok=']],
  ['http://c2.example.net/a?usrnme=alice&ilocalp=192.0.2.7', ['UsRnMe=', 'IlocalP=']],
  ['http://c2.example.net/a?kMnD=1&kMnD=2', ['kMnD=']],
  ['http://c2.example.net/ui/chk?mactok=1&UsRnMe=2&IlocalP=3&kMnD=4', INDICATORS],
  ['', []],
  ['http://www.example.com/ui/checkout', []],
  ['http://www.example.com/ui/chkout', []],
  ['http://www.example.com/gui/chk', []],
  ['http://www.example.com/a?xmactok=1', []],
  ['http://www.example.com/a?mactok', []],
  ['http://www.example.com/a?mactok%3D1', []],
  ['http://www.example.com/a?user_UsRnMe', []],
]

t.test('what the rules find', (t) => {
  const withMethod = compilePlan(runningRat.plan)
  const withoutMethod = compilePlan(noMethod.plan)
  for (const [url, indicators] of URLS) {
    const get: Row = { RequestMethod: 'GET', RequestURL: url }
    const unknown: Row = { RequestURL: url }
    const found = indicators.map((value) => ({ column: 'RequestURL', value }))
    const count = Math.min(1, indicators.length)
    t.equal(withMethod.evaluate(get).length, count, `GET ${url}`)
    t.same(withMethod.indicators(get), found, `indicators of GET ${url}`)
    t.equal(withoutMethod.evaluate(unknown).length, count, url)
    t.same(withoutMethod.indicators(unknown), found, `indicators of ${url}`)
    // Never both, and neither on another method.
    t.equal(withMethod.evaluate(unknown).length, 0)
    t.equal(withoutMethod.evaluate(get).length, 0)
    for (const method of ['get', 'POST', 'CONNECT']) {
      t.equal(withMethod.evaluate({ ...get, RequestMethod: method }).length, 0, `${method} ${url}`)
      t.equal(withoutMethod.evaluate({ ...get, RequestMethod: method }).length, 0, `${method} ${url}`)
    }
  }
  t.end()
})

t.test('what a match shows', (t) => {
  const row: Row = {
    TimeGenerated: 17_000_000_000_000_000n,
    DeviceVendor: 'Zscaler',
    DeviceProduct: 'NSSWeblog',
    DeviceAction: 'Blocked',
    SourceIP: '192.0.2.7',
    DestinationIP: '203.0.113.9',
    RequestMethod: 'GET',
    RequestURL: 'c2.example.net/ui/chk',
    SourceUserName: 'alice@example.com',
  }
  const [output = {}, ...others] = compilePlan(runningRat.plan).evaluate(row)
  t.same(others, [])
  t.strictSame(output, {
    TimeGenerated: 17_000_000_000_000_000n,
    DeviceVendor: 'Zscaler',
    DeviceProduct: 'NSSWeblog',
    DeviceAction: 'Blocked',
    DestinationDnsDomain: '',
    DestinationIP: '203.0.113.9',
    RequestURL: 'c2.example.net/ui/chk',
    SourceIP: '192.0.2.7',
    SourceHostName: '',
    RequestClientApplication: '',
  })
  t.same(entitiesOf(runningRat.entityMappings, [output]), [
    { type: 'IP', Address: '192.0.2.7' },
    { type: 'IP', Address: '203.0.113.9' },
    { type: 'URL', Url: 'c2.example.net/ui/chk' },
  ])
  t.end()
})

const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('GET', '?mactok=', '/ui/chk', '\ud83d', '\u212aMnD='))

const VALUES = {
  string: texts,
  int: fc.integer(),
  real: fc.double(),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  datetime: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
} as const

const model = Object.fromEntries(COLUMN_NAMES.map((name) => [name, VALUES[COLUMNS[name]]]))
const rows = fc.record(model, { requiredKeys: [] }) as fc.Arbitrary<Row>

t.test('no row throws', (t) => {
  const queries = [runningRat, noMethod].map(({ plan }) => compilePlan(plan))
  const everyRow = fc.property(rows, (row) => {
    for (const query of queries) if (query.evaluate(row).length > 0) query.indicators(row)
  })
  t.doesNotThrow(() => fc.assert(everyRow))
  t.end()
})
