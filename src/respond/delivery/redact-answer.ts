import { unescape } from 'node:querystring'

/** What a receiver says, without the `secrets` that it echoes: many put the request's path into an error page, some all of the request. */
export function redactAnswer(answer: string, secrets: readonly string[]): string {
  const spellings = secrets.flatMap((secret) => [secret, unescape(secret)]).flatMap(spellingsOf)
  // The longest first, or a part would break up the whole.
  const ordered = [...new Set(spellings)].filter((text) => text !== '').sort((a, b) => b.length - a.length)
  return ordered.reduce((text, secret) => text.replace(inJson(secret), '<redacted>'), answer)
}

/** As it is, in a URL, and in HTML. */
function spellingsOf(text: string): readonly string[] {
  const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  return [text, encodeURIComponent(text.toWellFormed()), html]
}

/** Finds a text as it is and in JSON, also in JSON that is a text in JSON; some escape `/` too. */
function inJson(text: string): RegExp {
  const characters = Array.from(text, (character) => {
    if (character === '\n') return '(?:\\n|\\\\{1,4}n)'
    return /\w/.test(character) ? character : `\\\\{0,8}\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
  })
  return new RegExp(characters.join(''), 'gu')
}
