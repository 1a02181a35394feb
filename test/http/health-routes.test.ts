import t from 'tap'
import type { HealthCheck, Probe } from '../../src/http/http-dependencies.ts'
import { openHttpServer } from './open-http-server.ts'

const CHECKS: Readonly<Record<Probe, readonly HealthCheck[]>> = {
  live: [{ name: 'event-loop', ok: true, detail: '' }],
  ready: [
    { name: 'listeners', ok: true, detail: '' },
    { name: 'draining', ok: false, detail: 'the daemon is stopping' },
  ],
  startup: [],
}

const CASES: readonly [path: string, status: number, body: string][] = [
  ['/livez', 200, 'ok\n'],
  ['/livez?verbose', 200, '[+]event-loop ok\nlivez check passed\n'],
  ['/readyz', 503, '[+]listeners ok\n[-]draining failed: the daemon is stopping\nreadyz check failed\n'],
  ['/readyz?verbose', 503, '[+]listeners ok\n[-]draining failed: the daemon is stopping\nreadyz check failed\n'],
  ['/startupz', 200, 'ok\n'],
]

t.test('probes answer in the way of Kubernetes', async (t) => {
  const base = await openHttpServer(t, { checks: (probe) => CHECKS[probe] })
  for (const [path, status, body] of CASES) {
    const response = await fetch(base + path)
    t.equal(response.status, status, path)
    t.equal(await response.text(), body, path)
    t.equal(response.headers.get('content-type'), 'text/plain; charset=utf-8', path)
  }
})

t.test('a probe by HEAD has the same status', async (t) => {
  const base = await openHttpServer(t, { checks: (probe) => CHECKS[probe] })
  t.equal((await fetch(`${base}/livez`, { method: 'HEAD' })).status, 200)
  t.equal((await fetch(`${base}/readyz`, { method: 'HEAD' })).status, 503)
})
