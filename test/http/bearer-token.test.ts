import t from 'tap'
import { Secret } from '../../src/base/secret.ts'
import { openHttpServer } from './open-http-server.ts'

const token = new Secret('correct-horse')

t.test('the API asks for the token, in any spelling of its path', async (t) => {
  const base = await openHttpServer(t, {}, { token })
  for (const path of ['/api/v1/status', '/%61pi/v1/status', '/api/v1/alerts/x', '/api/v1/alerts?limit=0']) {
    const response = await fetch(base + path)
    t.equal(response.status, 401, path)
    t.equal(response.headers.get('www-authenticate'), 'Bearer realm="cefwatch"', path)
    t.match(await response.json(), { error: { code: 'UNAUTHORIZED' } }, path)
  }
})

t.test('only the whole token passes', async (t) => {
  const base = await openHttpServer(t, {}, { token })
  const cases: readonly [authorization: string, status: number][] = [
    ['Bearer correct-horse', 200],
    ['bearer   correct-horse', 200],
    ['Bearer correct-hors', 401],
    ['Bearer correct-horse2', 401],
    ['Bearer correct horse', 401],
    ['Bearer', 401],
    ['Basic correct-horse', 401],
    ['correct-horse', 401],
  ]
  for (const [authorization, status] of cases) {
    const response = await fetch(`${base}/api/v1/status`, { headers: { authorization } })
    t.equal(response.status, status, authorization)
  }
})

t.test('metrics, health and the console page stay open', async (t) => {
  const base = await openHttpServer(t, {}, { token })
  for (const path of ['/metrics', '/livez', '/readyz', '/startupz', '/']) t.equal((await fetch(base + path)).status, 200, path)
})
