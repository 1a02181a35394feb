import { matchesOf } from './matches.ts'
import { compileRegex, regexProblem } from './regex.ts'

export type KeyValueOptions = {
  readonly keys: readonly string[]
  /** A pattern whose two groups are a key and its value; without it there is a pair_delimiter. */
  readonly regex?: string
  readonly pair_delimiter?: string
  readonly kv_delimiter?: string
  readonly quote?: string
}

type KeyValues = (text: string) => readonly (string | null)[]

/** Why the options cannot be used, or null. */
export function keyValuesProblem({ regex }: KeyValueOptions): string | null {
  if (regex === undefined) return null
  return regexProblem(regex) ?? (compileRegex(regex).groupCount() === 2 ? null : 'its regex must have two groups')
}

/** The values of keys in a text of keys and values: of a key that stands there more than once the first one's, null for one that does not. */
export function keyValuesOf(options: KeyValueOptions): KeyValues {
  const pairsIn = options.regex === undefined ? delimited(options) : matched(options.regex)
  return (text) => {
    const found = new Map<string, string>()
    for (const [key, value] of pairsIn(text)) if (!found.has(key)) found.set(key, value)
    return options.keys.map((key) => found.get(key) ?? null)
  }
}

type PairsIn = (text: string) => readonly (readonly [key: string, value: string])[]

function matched(pattern: string): PairsIn {
  const regex = compileRegex(pattern)
  return (text) => matchesOf(regex, text).map(({ groups: [, key, value] }) => [key ?? '', value ?? ''])
}

function delimited({ pair_delimiter: pairs = '', kv_delimiter: assign = '=', quote = '' }: KeyValueOptions): PairsIn {
  return (text) =>
    pairsOf(text, pairs, quote).flatMap((pair) => {
      const at = pair.indexOf(assign)
      return at === -1 ? [] : [[pair.slice(0, at).trim(), unquoted(pair.slice(at + assign.length), quote)]]
    })
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
