import { unescape } from 'node:querystring'

/** What a receiver says, without the `secrets` that it echoes: many put the request's path into an error page, some all of the request. */
export function redactAnswer(answer: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [secret, unescape(secret)]).flatMap(spellingsOf)
  // The longest first, or a part would break up the whole.
  const ordered = [...new Set(spellings)].filter((text) => text !== '').sort((a, b) => b.length - a.length)
  return ordered.reduce((text, secret) => text.replaceAll(secret, '<redacted>'), answer)
}

/** As it is, in a URL, in JSON (PHP and others escape `/` too), and in HTML. */
function spellingsOf(text: string): readonly string[] {
  const json = JSON.stringify(text).slice(1, -1)
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return [text, encodeURIComponent(text.toWellFormed()), json, json.replaceAll('/', '\\/'), html]
}
