import { unescape } from 'node:querystring'

/** What a receiver says, without the `secrets` that it echoes: many put the request's path into an error page, some all of the request. */
export function redactAnswer(answer: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [
    secret,
    unescape(secret),
    encodeURIComponent(secret.toWellFormed()),
    inJson(secret),
  ])
  // The longest first, or a part would break up the whole.
  const ordered = [...new Set(spellings)].filter((text) => text !== '').sort((a, b) => b.length - a.length)
  return ordered.reduce((text, secret) => text.replaceAll(secret, '<redacted>'), answer)
}

/** As PHP and others write it, `/` escaped. */
function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('/', '\\/')
}
