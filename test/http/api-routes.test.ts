import t from 'tap'
import type { AlertQuery, DeliveryQuery } from '../../src/http/http-dependencies.ts'
import { openHttpServer } from './open-http-server.ts'
import { sampleDependencies } from './sample-dependencies.ts'
import { hostileAlert, openAlert, status } from './sample-resources.ts'

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.json()
}

t.test('each resource is answered as the runtime gives it', async (t) => {
  const base = await openHttpServer(t)
  t.same(await getJson(`${base}/api/v1/status`), status)
  t.same(await getJson(`${base}/api/v1/sources`), { sources: sampleDependencies.sources() })
  t.same(await getJson(`${base}/api/v1/rules`), { rules: sampleDependencies.rules() })
  t.same(await getJson(`${base}/api/v1/exclusions`), { exclusions: sampleDependencies.exclusions() })
  t.same(await getJson(`${base}/api/v1/webhooks`), { webhooks: sampleDependencies.webhooks.list() })
  t.same(await getJson(`${base}/api/v1/alerts/${hostileAlert.id}`), hostileAlert)
})

t.test('a list is a page and the cursor of the next', async (t) => {
  const base = await openHttpServer(t)
  t.same(await getJson(`${base}/api/v1/alerts?limit=1`), { alerts: [openAlert], next: 'cursor' })
  t.match(await getJson(`${base}/api/v1/deliveries?state=dead`), { deliveries: [{ id: 'msg_0c44' }], next: null })
})

t.test('queries reach the store with their types and defaults', async (t) => {
  const asked: (AlertQuery | DeliveryQuery)[] = []
  const list = (query: AlertQuery | DeliveryQuery): { items: never[]; next: null } => {
    asked.push(query)
    return { items: [], next: null }
  }
  const base = await openHttpServer(t, {
    alerts: { list, get: () => null },
    deliveries: { ...sampleDependencies.deliveries, list },
  })
  await getJson(`${base}/api/v1/alerts`)
  await getJson(`${base}/api/v1/alerts?limit=7&before=abc&status=suppressed&rule=running%20rat`)
  await getJson(`${base}/api/v1/deliveries?state=pending&webhook=soc`)
  t.strictSame(
    asked.map((query) => ({ ...query })),
    [
      { limit: 100 },
      { limit: 7, before: 'abc', status: 'suppressed', rule: 'running rat' },
      { limit: 100, state: 'pending', webhook: 'soc' },
    ],
  )
})

t.test('a bad query says which parameter is wrong and why', async (t) => {
  const base = await openHttpServer(t)
  const cases: readonly [path: string, message: string][] = [
    ['/alerts?limit=0', 'query parameter "limit" must be >= 1'],
    ['/alerts?limit=501', 'query parameter "limit" must be <= 500'],
    ['/alerts?limit=many', 'query parameter "limit" must be integer'],
    ['/alerts?limit=1&limit=2', 'query parameter "limit" must be integer'],
    ['/alerts?status=closed', 'query parameter "status" must be equal to one of the allowed values: open,suppressed'],
    ['/alerts?limt=5', 'unknown query parameter "limt"'],
    ['/rules?limit=5', 'unknown query parameter "limit"'],
  ]
  for (const [path, message] of cases) {
    const response = await fetch(`${base}/api/v1${path}`)
    t.equal(response.status, 400, path)
    t.same(await response.json(), { error: { code: 'REQUEST_INVALID', message } }, path)
  }
})

t.test('an unknown alert is a 404', async (t) => {
  const base = await openHttpServer(t)
  const response = await fetch(`${base}/api/v1/alerts/none`)
  t.equal(response.status, 404)
  t.same(await response.json(), { error: { code: 'NOT_FOUND', message: 'no alert has the id "none"' } })
})

t.test('a line is explained as if a source had sent it', async (t) => {
  const base = await openHttpServer(t)
  const post = async (body: unknown): Promise<{ readonly status: number; readonly json: unknown }> => {
    const response = await fetch(`${base}/api/v1/explain`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: response.status, json: await response.json() }
  }
  t.same(await post({ line: 'a line', source: '192.0.2.1' }), { status: 200, json: { message: 'a line', source: '192.0.2.1' } })
  t.same(await post({ line: 'a line' }), { status: 200, json: { message: 'a line', source: null } })
  const refused: readonly [body: unknown, message: RegExp][] = [
    [{}, /the body must have required property 'line'/],
    [{ line: '' }, /field of the body "line"/],
    [{ line: 'x', lines: [] }, /unknown field of the body "lines"/],
    [{ line: 'x'.repeat(70_000) }, /field of the body "line"/],
  ]
  for (const [body, message] of refused) {
    t.match(await post(body), { status: 400, json: { error: { code: 'REQUEST_INVALID', message } } })
  }
  t.equal((await post({ line: 'x'.repeat(600_000) })).status, 413)
})
