import { isIPv4 } from 'node:net'
import type { onRequestHookHandler } from 'fastify'
import { ApiError } from './api-error.ts'

/**
 * Whether `host` (an address, or a host name without port) can only mean this machine. Names under `.localhost` do, RFC 6761 section 6.3.
 */
export function isLoopback(host: string): boolean {
  return host === '::1' || host === 'localhost' || host.endsWith('.localhost') || (isIPv4(host) && host.startsWith('127.'))
}

/**
 * Refuses requests whose Host header is not a name of the loopback interface. A page on the web can make its own name point to 127.0.0.1
 * (DNS rebinding), and its visitor's browser would then let it read the alerts; but the browser still sends that page's name here.
 */
export const hostGuard: onRequestHookHandler = (request, _reply, done) => {
  const host = request.headers.host ?? ''
  const name = URL.parse(`http://${host}`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
  if (isLoopback(name)) done()
  else done(new ApiError('HOST_REFUSED', `the Host header "${host}" is not a name of this machine; use localhost or 127.0.0.1`))
}
