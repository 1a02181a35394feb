import t from 'tap'
import { openHttpServer } from './open-http-server.ts'
import { sampleDependencies } from './sample-dependencies.ts'

t.test('a reload answers what is in force', async (t) => {
  const base = await openHttpServer(t)
  const response = await fetch(`${base}/api/v1/reload`, { method: 'POST' })
  t.equal(response.status, 200)
  t.same(await response.json(), await sampleDependencies.reload())
})

t.test('a reload that is refused answers every problem and its place', async (t) => {
  const problem = { code: 'RULE_INVALID', message: 'm', remedy: 'r', file: 'a.yaml', line: 3, column: 1 }
  const nowhere = { ...problem, file: null, line: null, column: null }
  const base = await openHttpServer(t, { reload: () => Promise.resolve({ problems: [problem, nowhere] }) })
  const response = await fetch(`${base}/api/v1/reload`, { method: 'POST' })
  t.equal(response.status, 422)
  t.match(await response.json(), { error: { code: 'RELOAD_REFUSED', message: String, problems: [problem, nowhere] } })
})

t.test('only a POST without a query reloads', async (t) => {
  const base = await openHttpServer(t, { reload: () => Promise.reject(new Error('reloaded')) })
  t.equal((await fetch(`${base}/api/v1/reload`)).status, 404)
  t.equal((await fetch(`${base}/api/v1/reload?force=1`, { method: 'POST' })).status, 400)
})
