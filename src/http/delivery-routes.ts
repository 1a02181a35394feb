import type { FastifyInstance } from 'fastify'
import type { DeliveryQuery, HttpDependencies } from './http-dependencies.ts'
import { FILTER, PAGE, querySchema } from './query-schema.ts'
import { unlessRefused } from './refusal.ts'

type WithId = { Params: { readonly id: string } }
type WithName = { Params: { readonly name: string } }

const NO_QUERY = querySchema({})
const LIST_QUERY = querySchema({ ...PAGE, state: { enum: ['pending', 'delivered', 'dead'] }, webhook: FILTER })
const RETRY_QUERY = querySchema({ webhook: FILTER })

/** Deliveries and webhooks: what waits, what was given up, and what an operator can do about it. */
export function deliveryRoutes(app: FastifyInstance, { deliveries, webhooks }: HttpDependencies): void {
  app.get<{ Querystring: DeliveryQuery }>('/deliveries', LIST_QUERY, ({ query }) => {
    const { items, next } = deliveries.list(query)
    return { deliveries: items, next }
  })
  app.get<WithId>('/deliveries/:id', NO_QUERY, ({ params }) => unlessRefused(deliveries.get(params.id)))
  app.post<WithId>('/deliveries/:id/retry', NO_QUERY, ({ params }) => unlessRefused(deliveries.retry(params.id)))
  app.post<{ Querystring: { readonly webhook?: string } }>('/deliveries/retry', RETRY_QUERY, async ({ query }) => {
    return { retried: unlessRefused(await deliveries.retryAll(query.webhook ?? null)) }
  })
  app.delete<WithId>('/deliveries/:id', NO_QUERY, ({ params }) => unlessRefused(deliveries.drop(params.id)))

  app.get('/webhooks', NO_QUERY, () => ({ webhooks: webhooks.list() }))
  app.post<WithName>('/webhooks/:name/enable', NO_QUERY, ({ params }) => unlessRefused(webhooks.enable(params.name)))
  app.post<WithName>('/webhooks/:name/test', NO_QUERY, async ({ params, raw }) => {
    // A receiver may take longer to answer than a client may be silent.
    raw.socket.setTimeout(0)
    return unlessRefused(await webhooks.test(params.name))
  })
}
