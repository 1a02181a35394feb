import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { basicCredentials } from './basic-credentials.ts'
import { forbiddenAddress, ForbiddenAddressError } from './forbidden-address.ts'
import { guardedLookup } from './guarded-lookup.ts'
import { tlsContext } from './tls-context.ts'
import type { WebhookConnection } from './webhook.ts'

/**
 * The connections to one receiver, direct or through its proxy. None is made to a forbidden address: requests that would need one fail
 * with ForbiddenAddressError. Behind a proxy it is the proxy that resolves the receiver's name. Throws TLS_INVALID.
 */
export function openConnections(connection: WebhookConnection, timeoutMs: number): Dispatcher {
  const isForbidden = forbiddenAddress(connection.allow)
  const connect = { timeout: timeoutMs, lookup: guardedLookup(isForbidden) }
  // Whoever makes an attempt has the one deadline for all of it.
  const limits = { headersTimeout: 0, bodyTimeout: 0 }
  const secureContext = tlsContext(connection)
  if (connection.proxy === null) {
    return new Agent({ ...limits, connect: { ...connect, secureContext } }).compose(refuse(isForbidden, []))
  }
  const proxy = new URL(connection.proxy.reveal())
  const credentials = basicCredentials(proxy)
  const proxied = new ProxyAgent({
    ...limits,
    ...(credentials === null ? {} : { token: `Basic ${credentials}` }),
    uri: proxy.origin,
    // A proxy that never answers CONNECT would else hold the connection long after the attempt has ended.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: timeoutMs }),
    requestTls: { ...connect, secureContext },
    // The client certificate is for the receiver.
    proxyTls: { ...connect, secureContext: tlsContext({ ...connection, certificate: null, key: null }) },
  })
  return proxied.compose(refuse(isForbidden, [proxy.hostname]))
}

/** What an URL holds in place of a name is never looked up, and so is looked at here; `others` are connected to as well. */
function refuse(isForbidden: (address: string) => boolean, others: readonly string[]): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) => {
    const origin = new URL(String(options.origin)).hostname
    const forbidden = [origin, ...others].map((host) => host.replace(/^\[|\]$/g, '')).find(isForbidden)
    if (forbidden !== undefined) throw new ForbiddenAddressError(forbidden)
    return dispatch(options, handler)
  }
}
