import { createHttpServer, type HttpServerOptions } from '../../src/http/http-server.ts'
import type { HttpDependencies } from '../../src/http/http-dependencies.ts'
import { sampleDependencies } from './sample-dependencies.ts'

type Teardown = { readonly teardown: (close: () => Promise<void>) => void }

/** A server on a free port of 127.0.0.1, closed with the test. Gives its base URL. */
export async function openHttpServer(
  t: Teardown,
  deps: Partial<HttpDependencies> = {},
  options: Partial<HttpServerOptions> = {},
): Promise<string> {
  const server = createHttpServer(
    { ...sampleDependencies, ...deps },
    { address: '127.0.0.1', port: 0, token: null, logger: null, ...options },
  )
  const port = await server.listen()
  t.teardown(() => server.close())
  return `http://127.0.0.1:${port}`
}
