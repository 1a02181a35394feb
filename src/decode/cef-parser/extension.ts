import type { CefExtensionField } from './cef-event.ts'
import { unescapeValue } from './escapes.ts'

/**
 * Source of the pattern of a key. Devices use more signs than the standard's letters and digits: `ad.field[0]`, `ad.Error_,Code`, `a-b`,
 * and `methods:` with a colon at its end. Elsewhere a colon is a value's: `Email:a@example.com Guid:test=`.
 */
export const KEY = String.raw`\w[\w.,[\]-]*:?`

const SEPARATORS = ' \t\r\n'

const PAIR = new RegExp(String.raw`(?:^|[${SEPARATORS}])(${KEY})=`, 'g')
const NEXT_PAIR = new RegExp(String.raw`[${SEPARATORS}]${KEY}=`, 'g')

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
    fields.push({ key, value: readValue(value) })
  }
  return fields
}

/**
 * What `read` makes of the last value that it does not give null for, among those of the pairs with any of some keys, which are those
 * that parseExtension() reads. The other pairs are not read. The keys are of letters and digits alone.
 */
export function readLast<T>(text: string, keys: readonly string[], read: (value: string) => T | null): T | null {
  // Each occurrence of such a key between a separator and `=` begins a pair.
  const starts = keys.map((key) => lastPair(text, key, text.length))
  for (;;) {
    const start = Math.max(...starts)
    if (start === -1) return null
    const found = starts.indexOf(start)
    const key = keys[found] ?? ''
    const from = start + key.length + 1
    const value = read(readValue(text.slice(from, nextPair(text, from))))
    if (value !== null) return value
    starts[found] = start === 0 ? -1 : lastPair(text, key, start - 1)
  }
}

/** Where the last pair with this key begins, at `before` or in front of it, or -1. */
function lastPair(text: string, key: string, before: number): number {
  const begin = `${key}=`
  let at = text.lastIndexOf(begin, before)
  while (at > 0 && !SEPARATORS.includes(text.charAt(at - 1))) at = text.lastIndexOf(begin, at - 1)
  return at
}

/** Where the value that begins at `from` is followed by another pair, or undefined. */
function nextPair(text: string, from: number): number | undefined {
  NEXT_PAIR.lastIndex = from
  return NEXT_PAIR.exec(text)?.index
}

/** True when a pair begins at the start of `text` or after whitespace in it. */
export function holdsPair(text: string): boolean {
  return text.search(PAIR) !== -1
}

function readValue(text: string): string {
  return unescapeValue(trimTrailing(text))
}

/** String.trimEnd would take more than the separators of CEF. */
function trimTrailing(text: string): string {
  let end = text.length
  while (end > 0 && SEPARATORS.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}
