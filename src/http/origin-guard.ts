import type { onRequestHookHandler } from 'fastify'
import { ApiError } from './api-error.ts'

/**
 * Refuses requests that change something when another site's page makes them: its visitor's browser would send them to this machine, where
 * no token may be asked for. Browsers say where a page is from, by Sec-Fetch-Site (https://www.w3.org/TR/fetch-metadata/) or else by
 * Origin (https://fetch.spec.whatwg.org/#origin-header); other clients say neither.
 */
export const originGuard: onRequestHookHandler = ({ method, headers }, _reply, done) => {
  const isSafe = method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
  if (isSafe || isOwnPage(headers['sec-fetch-site'], headers.origin, headers.host)) done()
  else done(new ApiError('ORIGIN_REFUSED', 'pages of other sites may not change anything here'))
}

function isOwnPage(site: string | string[] | undefined, origin: string | undefined, host: string | undefined): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return origin === undefined || URL.parse(origin)?.host === host
}
