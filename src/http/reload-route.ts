import type { FastifyInstance } from 'fastify'
import type { HttpDependencies } from './http-dependencies.ts'

const NO_QUERY = { schema: { querystring: { type: 'object', properties: {}, additionalProperties: false } } }

/** `POST /reload`: 200 with what is in force now, or 422 with every problem and its place; then all is as it was. */
export function reloadRoute(app: FastifyInstance, { reload }: Pick<HttpDependencies, 'reload'>): void {
  app.post('/reload', NO_QUERY, async (_request, reply) => {
    const result = await reload()
    if (!('problems' in result)) return result
    const message = 'nothing was reloaded: correct the problems first'
    return reply.code(422).send({ error: { code: 'RELOAD_REFUSED', message, problems: result.problems } })
  })
}
