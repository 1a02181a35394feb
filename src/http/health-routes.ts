import type { FastifyInstance } from 'fastify'
import type { HealthCheck, HttpDependencies, Probe } from './http-dependencies.ts'

const PROBES: readonly (readonly [path: string, probe: Probe])[] = [
  ['/livez', 'live'],
  ['/readyz', 'ready'],
  ['/startupz', 'startup'],
]

/**
 * 200 when every check holds, else 503. `?verbose`, and every failure, lists the checks one a line.
 * Source of the format: https://kubernetes.io/docs/reference/using-api/health-checks/
 */
export function healthRoutes(app: FastifyInstance, checks: HttpDependencies['checks']): void {
  for (const [path, probe] of PROBES) {
    app.get<{ Querystring: { readonly verbose?: string } }>(path, (request, reply) => {
      const results = checks(probe)
      const ok = results.every((check) => check.ok)
      reply
        .code(ok ? 200 : 503)
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
      return ok && request.query.verbose === undefined ? 'ok\n' : listChecks(path, ok, results)
    })
  }
}

function listChecks(path: string, ok: boolean, checks: readonly HealthCheck[]): string {
  const lines = checks.map((check) => (check.ok ? `[+]${check.name} ok` : `[-]${check.name} failed: ${check.detail}`))
  return [...lines, `${path.slice(1)} check ${ok ? 'passed' : 'failed'}`, ''].join('\n')
}
