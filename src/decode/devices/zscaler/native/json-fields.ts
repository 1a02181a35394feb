import type { NativeField } from './native-field.ts'

/** A name and its colon. */
const NAME = /"([\w .-]{1,64})"\s*:\s*/g

/** What is neither string nor structure; also the `00.000000` that JSON forbids and LSS prints. */
const BARE = /[^\s,{}[\]"]{1,64}/y

const NEXT_NAME = /\s*,\s*"[\w .-]{1,64}"\s*:/y

/** The end of the text, or of an object or array that the next name or object, or the end, follows. */
const END = /\s*(?:$|[}\]][\s}\]]*(?:$|,\s*(?:\{\s*)?"[\w .-]{1,64}"\s*:))/y

const ESCAPE = /\\(?:u([\dA-Fa-f]{4})|(["\\/bfnrt]))/g

const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

/**
 * Every field of the JSON object that `text` is, those of objects within it too, in their order and as often as they stand there. Not
 * JSON.parse: feeds escape nothing unless told to, so that a quote in a user agent breaks the object; it would keep only the last of two
 * equal names; and lines are cut on their way. Numbers keep their digits. null when `text` is no object.
 */
export function jsonFields(text: string): readonly NativeField[] | null {
  if (!/^\{\s{0,16}"/.test(text)) return null
  const fields: NativeField[] = []
  let at = 0
  for (;;) {
    NAME.lastIndex = at
    const name = NAME.exec(text)?.[1]
    if (name === undefined) return fields
    const start = NAME.lastIndex
    if (text[start] === '"') {
      const end = endOfString(text, start + 1)
      fields.push({ name, value: unescapeString(text.slice(start + 1, end)) })
      at = end + 1
    } else {
      const bare = matchAt(BARE, text, start)?.[0] ?? ''
      if (bare !== '' && bare !== 'null') fields.push({ name, value: bare })
      at = start + bare.length
    }
  }
}

/**
 * The offset of the quote that ends the string: one that the next name follows, even behind a backslash, which ends a user agent where
 * the feed escapes nothing; or an unescaped one that an end follows. In JSON that is well-formed no other comes first.
 */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    if (matchAt(NEXT_NAME, text, quote + 1) !== null) return quote
    if (!isEscaped(text, quote, start) && matchAt(END, text, quote + 1) !== null) return quote
  }
  return text.length
}

function isEscaped(text: string, at: number, start: number): boolean {
  let backslashes = 0
  while (at - backslashes > start && text[at - backslashes - 1] === '\\') backslashes++
  return backslashes % 2 === 1
}

function unescapeString(text: string): string {
  return text.replace(ESCAPE, (_, code: string | undefined, sign: string = '') =>
    code === undefined ? (ESCAPED[sign] ?? sign) : String.fromCharCode(parseInt(code, 16)),
  )
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
