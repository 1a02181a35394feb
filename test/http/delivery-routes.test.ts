import t from 'tap'
import type { HttpDependencies } from '../../src/http/http-dependencies.ts'
import type { Refusal } from '../../src/http/refusal.ts'
import { openHttpServer } from './open-http-server.ts'
import { sampleDependencies } from './sample-dependencies.ts'

const { deliveries, webhooks } = sampleDependencies
const notFound: Refusal = { refused: 'NOT_FOUND', message: 'no such thing' }
const conflict: Refusal = { refused: 'CONFLICT', message: 'not now' }

async function ask(base: string, line: string): Promise<{ readonly status: number; readonly json: unknown }> {
  const [method = '', path = ''] = line.split(' ')
  const response = await fetch(`${base}/api/v1${path}`, { method })
  return { status: response.status, json: await response.json() }
}

t.test('each verb does its one thing, and answers with what became of it', async (t) => {
  const asked: unknown[] = []
  const details = deliveries.get('msg_0c44')
  const deps: Partial<HttpDependencies> = {
    deliveries: {
      ...deliveries,
      retry: (id) => (asked.push(['retry', id]), details),
      retryAll: (webhook) => (asked.push(['retryAll', webhook]), Promise.resolve(3)),
      drop: (id) => (asked.push(['drop', id]), { dropped: id }),
    },
    webhooks: { ...webhooks, enable: (name) => (asked.push(['enable', name]), webhooks.list()[0] ?? notFound) },
  }
  const base = await openHttpServer(t, deps)
  t.same(await ask(base, 'GET /deliveries/msg_0c44'), { status: 200, json: details })
  t.same(await ask(base, 'POST /deliveries/msg_0c44/retry'), { status: 200, json: details })
  t.same(await ask(base, 'POST /deliveries/retry'), { status: 200, json: { retried: 3 } })
  t.same(await ask(base, 'POST /deliveries/retry?webhook=soc'), { status: 200, json: { retried: 3 } })
  t.same(await ask(base, 'DELETE /deliveries/msg_0c44'), { status: 200, json: { dropped: 'msg_0c44' } })
  t.same(await ask(base, 'POST /webhooks/soc/enable'), { status: 200, json: webhooks.list()[0] })
  t.match(await ask(base, 'POST /webhooks/soc/test'), {
    status: 200,
    json: { webhook: 'soc', outcome: 'delivered', status: 204 },
  })
  t.same(asked, [
    ['retry', 'msg_0c44'],
    ['retryAll', null],
    ['retryAll', 'soc'],
    ['drop', 'msg_0c44'],
    ['enable', 'soc'],
  ])
})

t.test('what is unknown is a 404, and what cannot be done now a 409, in words', async (t) => {
  const all = { get: () => notFound, retry: () => conflict, retryAll: () => Promise.resolve(notFound), drop: () => conflict }
  const base = await openHttpServer(t, {
    deliveries: { ...deliveries, ...all },
    webhooks: { ...webhooks, enable: () => notFound, test: () => Promise.resolve(notFound) },
  })
  const cases: readonly [line: string, status: number][] = [
    ['GET /deliveries/x', 404],
    ['POST /deliveries/x/retry', 409],
    ['POST /deliveries/retry?webhook=x', 404],
    ['DELETE /deliveries/x', 409],
    ['POST /webhooks/x/enable', 404],
    ['POST /webhooks/x/test', 404],
  ]
  for (const [line, status] of cases) {
    const error = status === 404 ? { code: 'NOT_FOUND', message: 'no such thing' } : { code: 'CONFLICT', message: 'not now' }
    t.same(await ask(base, line), { status, json: { error } }, line)
  }
  t.match(await ask(base, 'POST /deliveries/retry?webhok=x'), { status: 400 })
  t.match(await ask(base, 'DELETE /deliveries'), { status: 404 }, 'nothing drops everything')
})
