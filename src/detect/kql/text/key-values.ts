export type KeyValueOptions = {
  readonly keys: readonly string[]
  readonly pair_delimiter: string
  readonly kv_delimiter?: string
  readonly quote?: string
}

/** The values of keys in a text of keys and values: of a key that stands there more than once the first one's, null for one that does not. */
export function keyValues(
  { keys, pair_delimiter: pairs, kv_delimiter: assign = '=', quote = '' }: KeyValueOptions,
  text: string,
) {
  const found = new Map<string, string>()
  for (const pair of pairsOf(text, pairs, quote)) {
    const at = pair.indexOf(assign)
    if (at === -1) continue
    const key = pair.slice(0, at).trim()
    if (!found.has(key)) found.set(key, unquoted(pair.slice(at + assign.length), quote))
  }
  return keys.map((key) => found.get(key) ?? null)
}

/** A delimiter between quotes parts nothing. */
function pairsOf(text: string, delimiter: string, quote: string): readonly string[] {
  if (delimiter === '') return [text]
  if (quote === '') return text.split(delimiter)
  const pairs: string[] = []
  let start = 0
  let isQuoted = false
  for (let at = 0; at < text.length;) {
    if (text.startsWith(quote, at)) {
      isQuoted = !isQuoted
      at += quote.length
    } else if (!isQuoted && text.startsWith(delimiter, at)) {
      pairs.push(text.slice(start, at))
      at += delimiter.length
      start = at
    } else at++
  }
  return [...pairs, text.slice(start)]
}

function unquoted(text: string, quote: string): string {
  const trimmed = text.trim()
  const isWhole = quote !== '' && trimmed.length >= 2 * quote.length && trimmed.startsWith(quote) && trimmed.endsWith(quote)
  return isWhole ? trimmed.slice(quote.length, -quote.length) : trimmed
}
