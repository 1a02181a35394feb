import { request } from 'undici'
import t from 'tap'
import { openHttpServer } from './open-http-server.ts'

t.test('pages of other sites cannot make a browser change anything', async (t) => {
  const base = await openHttpServer(t)
  const { host } = new URL(base)
  const own = `http://${host}`
  const cases: readonly [headers: Record<string, string>, status: number][] = [
    [{}, 200],
    [{ origin: own }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://behind-a-proxy.example.com' }, 200],
    [{ origin: 'https://example.net' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: own, 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
  ]
  for (const [headers, status] of cases) {
    for (const [method, path] of [
      ['POST', '/api/v1/webhooks/soc/test'],
      ['POST', '/api/v1/deliveries/retry'],
      ['DELETE', '/api/v1/deliveries/msg_7d1f'],
    ] as const) {
      const { statusCode, body } = await request(base + path, { method, headers })
      t.equal(statusCode, status, `${method} ${path} ${JSON.stringify(headers)}`)
      if (status === 403) t.match(await body.json(), { error: { code: 'ORIGIN_REFUSED' } })
      else await body.dump()
    }
    const { statusCode, body } = await request(`${base}/api/v1/deliveries`, { headers })
    t.equal(statusCode, 200, 'what changes nothing is not asked')
    await body.dump()
  }
})
