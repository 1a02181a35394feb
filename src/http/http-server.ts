import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { CefwatchError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'
import { apiRoutes } from './api-routes.ts'
import { bearerToken } from './bearer-token.ts'
import { errorHandler, notFoundHandler } from './error-handler.ts'
import { healthRoutes } from './health-routes.ts'
import { hostGuard, isLoopback } from './host-guard.ts'
import type { HttpDependencies } from './http-dependencies.ts'
import { originGuard } from './origin-guard.ts'
import { securityHeaders } from './security-headers.ts'

const CONSOLE_DIRECTORY = fileURLToPath(new URL('../console', import.meta.url))

export type HttpServerOptions = {
  readonly address: string
  /** 0 takes any free port. */
  readonly port: number
  /** Asked for below `/api`. Metrics, health and the console's files, which hold no data, stay open. */
  readonly token: Secret | null
  readonly logger: FastifyBaseLogger | null
}

export type HttpServer = {
  /** Resolves to the bound port. Rejects with LISTEN_FAILED. */
  readonly listen: () => Promise<number>
  /** Takes no further request and waits for those under way. */
  readonly close: () => Promise<void>
}

/** Metrics, health, the API and the console. */
export function createHttpServer(deps: HttpDependencies, options: HttpServerOptions): HttpServer {
  const app = createApp(options.logger)
  app.addHook('onRequest', securityHeaders)
  app.addHook('onRequest', originGuard)
  if (isLoopback(options.address)) app.addHook('onRequest', hostGuard)

  app.get('/metrics', async (_request, reply) => {
    const { contentType, body } = await deps.metricsText()
    return reply.type(contentType).send(body)
  })
  healthRoutes(app, deps.checks)
  app.register(
    (api, _options, done) => {
      // A hook of the routes, not of a path's prefix: no spelling of a path gets around it.
      if (options.token !== null) api.addHook('onRequest', bearerToken(options.token))
      apiRoutes(api, deps)
      done()
    },
    { prefix: '/api/v1' },
  )
  app.register(fastifyStatic, { root: CONSOLE_DIRECTORY, wildcard: false })

  return { listen: () => listen(app, options), close: () => app.close() }
}

function createApp(logger: FastifyBaseLogger | null): FastifyInstance {
  const app = fastify({
    ...(logger === null ? { logger: false } : { loggerInstance: logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 65_536,
    requestTimeout: 10_000,
    connectionTimeout: 30_000,
    ajv: { customOptions: { removeAdditional: false } },
    frameworkErrors: errorHandler,
  })
  app.setErrorHandler(errorHandler)
  app.setNotFoundHandler(notFoundHandler)
  return app
}

async function listen(app: FastifyInstance, { address, port }: HttpServerOptions): Promise<number> {
  try {
    await app.listen({ host: address, port })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CefwatchError('LISTEN_FAILED', `cannot serve HTTP on ${address} port ${port}: ${reason}`, { cause })
  }
  const bound = app.server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : port
}
