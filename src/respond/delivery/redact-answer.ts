import { unescape } from 'node:querystring'
import { basicCredentials } from './basic-credentials.ts'

/** Parts of a URL shorter than this are words that occur anyway (`api`, `v1`), not credentials. */
const MIN_SECRET_LENGTH = 6

/**
 * A receiver's answer without what it echoes of the URL that it was asked at: many servers put the path into an error page, and a
 * webhook's path is its credential; some repeat the whole request.
 */
export function redactAnswer(answer: string, url: URL): string {
  const parts = [
    url.pathname,
    url.search,
    url.username,
    url.password,
    basicCredentials(url) ?? '',
    ...url.pathname.split('/'),
    ...url.search.split(/[?&=]/),
  ]
  const secrets = [...parts, ...parts.map(unescape)].filter((part) => part.length >= MIN_SECRET_LENGTH)
  // The longest first, or a part would break up the whole.
  const ordered = [...new Set(secrets)].sort((a, b) => b.length - a.length)
  return ordered.reduce((text, secret) => text.replaceAll(secret, '<redacted>'), answer)
}
