import type { CefExtensionField } from './cef-event.ts'
import { unescapeValue } from './escapes.ts'

/**
 * Source of the pattern of a key. Devices use more signs than the standard's letters and digits: `ad.field[0]`, `ad.Error_,Code`, `a-b`,
 * and `methods:` with a colon at its end. Elsewhere a colon is a value's: `Email:a@example.com Guid:test=`.
 */
export const KEY = String.raw`\w[\w.,[\]-]*:?`

const PAIR = new RegExp(String.raw`(?:^|[ \t\r\n])(${KEY})=`, 'g')

/**
 * The pairs of an extension. A key begins at the start or after whitespace and ends directly before `=`; a value runs to the next
 * key, so that an unescaped `=` or pipe in it is kept. Text before the first key belongs to no pair and is left out.
 */
export function parseExtension(text: string): CefExtensionField[] {
  const fields: CefExtensionField[] = []
  const matches = [...text.matchAll(PAIR)]
  for (const [index, match] of matches.entries()) {
    const [whole, key = ''] = match
    const value = text.slice(match.index + whole.length, matches[index + 1]?.index)
    fields.push({ key, value: unescapeValue(trimTrailing(value)) })
  }
  return fields
}

/** True when a pair begins at the start of `text` or after whitespace in it. */
export function holdsPair(text: string): boolean {
  return text.search(PAIR) !== -1
}

/** String.trimEnd would take more than the separators of CEF. */
function trimTrailing(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
