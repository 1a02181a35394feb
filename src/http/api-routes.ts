import type { FastifyInstance } from 'fastify'
import { ApiError } from './api-error.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import type { AlertQuery, HttpDependencies } from './http-dependencies.ts'
import { FILTER, PAGE, querySchema } from './query-schema.ts'
import { reloadRoute } from './reload-route.ts'

const NO_QUERY = querySchema({})
const ALERT_QUERY = querySchema({ ...PAGE, status: { enum: ['open', 'suppressed'] }, rule: FILTER })

/** A line as long as the longest that a listener keeps whole by default. */
const EXPLAIN_BODY = {
  bodyLimit: 524_288,
  schema: {
    body: {
      type: 'object',
      properties: { line: { type: 'string', minLength: 1, maxLength: 65_536 }, source: { type: 'string', maxLength: 64 } },
      required: ['line'],
      additionalProperties: false,
    },
  },
}

/** The routes below `/api/v1`. Lists come newest first, a page at a time: `next` is the `before` of the next page. */
export function apiRoutes(app: FastifyInstance, deps: HttpDependencies): void {
  app.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'))

  app.get<{ Querystring: AlertQuery }>('/alerts', ALERT_QUERY, ({ query }) => {
    const { items, next } = deps.alerts.list(query)
    return { alerts: items, next }
  })
  app.get<{ Params: { readonly id: string } }>('/alerts/:id', NO_QUERY, ({ params }) => {
    const alert = deps.alerts.get(params.id)
    if (alert === null) throw new ApiError('NOT_FOUND', `no alert has the id "${params.id}"`)
    return alert
  })
  app.get('/status', NO_QUERY, () => deps.status())
  app.get('/sources', NO_QUERY, () => ({ sources: deps.sources() }))
  app.post<{ Body: { readonly line: string; readonly source?: string } }>('/explain', EXPLAIN_BODY, ({ body }) => {
    return deps.explain(body.line, body.source ?? null)
  })
  app.get('/rules', NO_QUERY, () => ({ rules: deps.rules() }))
  reloadRoute(app, deps)
  app.get('/exclusions', NO_QUERY, () => ({ exclusions: deps.exclusions() }))
  deliveryRoutes(app, deps)
}
