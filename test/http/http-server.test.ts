import { createServer } from 'node:net'
import { once } from 'node:events'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { CefwatchError } from '../../src/base/errors.ts'
import { createHttpServer } from '../../src/http/http-server.ts'
import { openHttpServer } from './open-http-server.ts'
import { sampleDependencies } from './sample-dependencies.ts'

t.test('metrics come with their own content type', async (t) => {
  const base = await openHttpServer(t)
  const response = await fetch(`${base}/metrics`)
  t.equal(response.status, 200)
  t.equal(response.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8')
  t.match(await response.text(), /^cefwatch_build_info/)
})

t.test('an unknown address or method is a 404 in JSON', async (t) => {
  const base = await openHttpServer(t)
  const requests: readonly [path: string, method: string][] = [
    ['/nothing', 'GET'],
    ['/api/v1/nothing', 'GET'],
    ['/api/v1/alerts', 'DELETE'],
    ['/..%2f..%2fpackage.json', 'GET'],
  ]
  for (const [path, method] of requests) {
    const response = await fetch(base + path, { method })
    t.equal(response.status, 404, path)
    t.match(await response.json(), { error: { code: 'NOT_FOUND', message: `nothing answers ${method} ${path}` } })
  }
})

t.test('a request that is no HTTP or too large is refused, and the next one answered', async (t) => {
  const base = await openHttpServer(t)
  const json = { 'content-type': 'application/json' }
  t.equal((await fetch(`${base}/%zz`)).status, 400, 'broken percent-encoding')
  t.equal((await fetch(`${base}/x`, { method: 'POST', headers: json, body: `"${'x'.repeat(70_000)}"` })).status, 413, 'body')
  t.equal((await fetch(`${base}/x`, { headers: { long: 'x'.repeat(20_000) } })).status, 431, 'header')
  t.equal((await fetch(`${base}/api/v1/alerts/${'x'.repeat(200)}`)).status, 414, 'path parameter')
  t.equal((await fetch(`${base}/livez`)).status, 200)
})

t.test('every answer carries the security headers', async (t) => {
  const base = await openHttpServer(t)
  for (const path of ['/', '/metrics', '/livez', '/api/v1/status', '/nothing']) {
    const { headers } = await fetch(base + path)
    const policy = headers.get('content-security-policy') ?? ''
    t.match(policy, /default-src 'none'.*script-src 'self'.*require-trusted-types-for 'script'/, path)
    t.notMatch(policy, /unsafe/, path)
    t.equal(headers.get('x-content-type-options'), 'nosniff', path)
    t.equal(headers.get('x-frame-options'), 'DENY', path)
    t.equal(headers.get('access-control-allow-origin'), null, path)
  }
  t.equal((await fetch(`${base}/api/v1/status`)).headers.get('cache-control'), 'no-store')
})

t.test('the console is served', async (t) => {
  const base = await openHttpServer(t)
  const page = await fetch(`${base}/`)
  t.equal(page.headers.get('content-type'), 'text/html; charset=utf-8')
  const html = await page.text()
  t.notMatch(html, /<script(?![^>]* src=)|<style| style=| on[a-z]+=/, 'nothing inline, which the policy would refuse')
  const files = [...html.matchAll(/(?:src|href)="([^"#]+)"/g)].map((match) => match[1] ?? '')
  t.ok(files.length > 0)
  for (const file of files) t.equal((await fetch(`${base}/${file}`)).status, 200, file)
})

t.test('a failure is logged, and not described to the client', async (t) => {
  let log = ''
  const sink = new Writable({
    write: (chunk, _encoding, done) => {
      log += String(chunk)
      done()
    },
  })
  const fail = (): never => {
    throw new Error('the disk is on fire')
  }
  const base = await openHttpServer(t, { rules: fail }, { logger: pino(sink) })
  const response = await fetch(`${base}/api/v1/rules`)
  t.equal(response.status, 500)
  t.match(await response.json(), { error: { code: 'INTERNAL', message: /its log says why/ } })
  t.match(log, /the disk is on fire/)
})

t.test('an error that a user can act on is told with its remedy', async (t) => {
  const fail = (): never => {
    throw new CefwatchError('STORE_UNAVAILABLE', 'cannot read the store')
  }
  const base = await openHttpServer(t, { webhooks: { ...sampleDependencies.webhooks, list: fail } })
  const response = await fetch(`${base}/api/v1/webhooks`)
  t.equal(response.status, 503)
  t.match(await response.json(), { error: { code: 'STORE_UNAVAILABLE', message: /^cannot read the store\. Make the data/ } })
})

t.test('a port in use is an error with address, port and remedy', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const server = createHttpServer(sampleDependencies, { address: '127.0.0.1', port, token: null, logger: null })
  t.teardown(() => server.close())
  await t.rejects(server.listen(), {
    code: 'LISTEN_FAILED',
    message: new RegExp(`127\\.0\\.0\\.1 port ${port}: .*EADDRINUSE`),
    remedy: /another address or port/,
  })
})

t.test('close ends kept-alive connections', async (t) => {
  const server = createHttpServer(sampleDependencies, { address: '127.0.0.1', port: 0, token: null, logger: null })
  const port = await server.listen()
  await (await fetch(`http://127.0.0.1:${port}/livez`)).text()
  await server.close()
  await t.rejects(fetch(`http://127.0.0.1:${port}/livez`))
})
