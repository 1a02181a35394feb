import { request } from 'node:http'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import t from 'tap'
import { isLoopback } from '../../src/http/host-guard.ts'
import { openHttpServer } from './open-http-server.ts'

/** fetch does not let its caller choose the Host header. */
async function statusFor(base: string, host: string): Promise<number | undefined> {
  const outgoing = request(`${base}/api/v1/status`, { headers: { host } }).end()
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode
}

t.test('what means this machine', (t) => {
  const cases: readonly [string, boolean][] = [
    ['127.0.0.1', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['localhost', true],
    ['console.localhost', true],
    ['127.example.com', false],
    ['localhost.example.com', false],
    ['0.0.0.0', false],
    ['::', false],
    ['192.0.2.1', false],
    ['', false],
  ]
  for (const [host, expected] of cases) t.equal(isLoopback(host), expected, host)
  t.end()
})

t.test('bound to loopback, a foreign Host header is refused (DNS rebinding)', async (t) => {
  const base = await openHttpServer(t)
  const cases: readonly [string, number][] = [
    ['127.0.0.1', 200],
    ['localhost:9514', 200],
    ['[::1]:9514', 200],
    ['LOCALHOST', 200],
    ['rebound.example.com', 421],
    ['rebound.example.com:9514', 421],
    ['127.0.0.1.example.com', 421],
    ['a b', 421],
  ]
  for (const [host, status] of cases) t.equal(await statusFor(base, host), status, host)
})

t.test('bound to every address, any name is answered', async (t) => {
  const base = await openHttpServer(t, {}, { address: '0.0.0.0' })
  t.equal(await statusFor(base, 'cefwatch.example.com'), 200)
})
