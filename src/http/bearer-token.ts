import { createHash, timingSafeEqual } from 'node:crypto'
import type { onRequestHookHandler } from 'fastify'
import type { Secret } from '../base/secret.ts'
import { ApiError } from './api-error.ts'

/** Lets only requests pass that carry `token` (RFC 6750 section 2.1). How long the comparison takes says nothing about the token. */
export function bearerToken(token: Secret): onRequestHookHandler {
  const expected = digest(token.reveal())
  return (request, reply, done) => {
    const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (timingSafeEqual(digest(given), expected)) {
      done()
    } else {
      reply.header('www-authenticate', 'Bearer realm="cefwatch"')
      done(new ApiError('UNAUTHORIZED', 'send the token of http.token as "Authorization: Bearer TOKEN"'))
    }
  }
}

/** Digests have one length, which timingSafeEqual asks for. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
