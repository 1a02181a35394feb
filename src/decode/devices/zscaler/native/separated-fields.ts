import { unquote } from '../../unquote.ts'
import { isKnownName } from './logs.ts'
import type { NativeField } from './native-field.ts'

const NAME = /^([A-Za-z][\w.-]{0,63})=/

/** In the first field, which nothing precedes, this tells another product's `key=value key=value`. */
const SPACED_PAIR = / [\w.-]+=/

type Part = { readonly name: string; readonly text: string; readonly inQuotes: boolean }

/**
 * The fields of `name=value` between separators, values quoted or not. NSS escapes neither separator nor quote in a value, so what
 * stands within open quotes may be a field or a client's text: it is read as a field that counts less than those outside, which come
 * last. null when the text does not begin with such a field. A truncated value is read as far as it goes.
 */
export function separatedFields(text: string, separator: '\t' | '^^'): readonly NativeField[] | null {
  const first = NAME.exec(text)?.[1]
  if (first === undefined || !isKnownName(first) || !text.includes(separator)) return null
  const parts = partsOf(text, separator)
  if (SPACED_PAIR.test(parts[0]?.text ?? '')) return null
  const fieldOf = ({ name, text, inQuotes }: Part): NativeField => ({
    name,
    value: unquote(inQuotes ? text.replace(/"$/, '') : text),
  })
  const longer = separator === '^^' ? longerUrls(parts) : []
  const weaker = parts.filter(({ inQuotes }) => inQuotes)
  return [...longer, ...weaker, ...parts.filter(({ inQuotes }) => !inQuotes)].map(fieldOf)
}

function partsOf(text: string, separator: '\t' | '^^'): readonly Part[] {
  const parts: { name: string; texts: string[]; inQuotes: boolean }[] = []
  let open = false
  for (const piece of text.split(separator)) {
    const name = beginning(piece, separator === '\t' && !open)
    const value = name === null ? piece : piece.slice(name.length + 1)
    if (name === null) parts.at(-1)?.texts.push(piece)
    else parts.push({ name, texts: [value], inQuotes: open })
    const opens = name !== null && value.startsWith('"')
    const closes: boolean = value.endsWith('"') && (open || value.length > 1)
    open = (open || opens) && !closes
  }
  return parts.map(({ name, texts, inQuotes }) => ({ name, text: texts.join(separator).trimEnd(), inQuotes }))
}

/**
 * The name of the field that a piece begins; null when it goes on with the value before it. Between tabs any name does, since NSS writes
 * a tab in a URL as %09; a `^` it writes as it is.
 */
function beginning(piece: string, anyName: boolean): string | null {
  const name = NAME.exec(piece)?.[1]
  return name !== undefined && (anyName || isKnownName(name)) ? name : null
}

/**
 * A client can write `^^user=` into its URL, behind which the rest of it would be lost. Where the names behind the first URL occur more
 * than once, the URL may be as long as all of them.
 */
function longerUrls(parts: readonly Part[]): readonly Part[] {
  const counts = new Map<string, number>()
  for (const { name } of parts) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1)
  const first = parts.findIndex(({ name }) => /^e?url$/i.test(name))
  const url = parts[first]
  if (url === undefined) return []
  const behind = parts.slice(first + 1)
  const end = behind.findIndex(({ name }) => (counts.get(name.toLowerCase()) ?? 0) < 2)
  const swallowed = behind.slice(0, end === -1 ? behind.length : end)
  const text = [url.text, ...swallowed.map(({ name, text }) => `${name}=${text}`)].join('^^')
  return swallowed.length === 0 ? [] : [{ ...url, text }]
}
