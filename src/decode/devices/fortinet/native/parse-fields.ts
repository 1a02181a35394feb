/** One `key=value` of a native log, unquoted and unescaped. */
export type NativeField = { readonly key: string; readonly value: string }

/** A key at the offset at which the next field may begin. */
const KEY = /([A-Za-z][\w.-]{0,63})=/y

/** Where a quoted value may have ended in spite of the backslash in front of its quote: behind it another field begins. */
const NEXT_FIELD = /"[ ,]+[A-Za-z][\w.-]{0,63}=/y

const BLANKS = ' \t\r\n'

/**
 * The fields of a FortiOS log: `key=value key="value"`, or with commas between them (`set format csv`). In quotes `\"` and `\\` are
 * escapes. A value that was cut off in quotes runs to the end. Text that is no field is passed over up to the next separator. Never
 * throws; linear.
 */
export function parseFields(text: string): readonly NativeField[] {
  const separators = /^[\w.-]+=[^ ,]*,/.test(text) ? `,${BLANKS}` : BLANKS
  const fields: NativeField[] = []
  let at = 0
  while (at < text.length) {
    const match = matchAt(KEY, text, at)
    const valueAt = at + (match?.[0].length ?? 0)
    const key = match?.[1]
    if (key !== undefined && text[valueAt] === '"') {
      const end = endOfQuoted(text, valueAt + 1, separators)
      fields.push({ key, value: unescapeQuoted(trimTrailing(text.slice(valueAt + 1, end))) })
      at = end + 1
    } else {
      const end = endOfBare(text, valueAt, separators)
      if (key !== undefined) fields.push({ key, value: text.slice(valueAt, end) })
      at = end
    }
    while (at < text.length && separators.includes(text.charAt(at))) at++
  }
  return fields
}

/**
 * The offset of the quote that ends the value, or the end of the text. It is the first that no backslash escapes and that a separator
 * follows. Where none follows, the line was not escaped as it should be: a value that ends in a backslash, as a client can make its
 * URL end, then ends at the first quote before which another field begins; and a quote in the middle of a value belongs to it.
 */
function endOfQuoted(text: string, start: number, separators: string): number {
  let suspect: number | null = null
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (char === '\\') {
      at++
      if (suspect === null && text[at] === '"' && matchAt(NEXT_FIELD, text, at) !== null) suspect = at
    } else if (char === '"') {
      const next = text[at + 1]
      if (next === undefined || separators.includes(next)) return at
      if (suspect !== null) return suspect
    }
  }
  return text.length
}

function endOfBare(text: string, start: number, separators: string): number {
  let end = start
  while (end < text.length && !separators.includes(text.charAt(end))) end++
  return end
}

/** As the CEF parser does, so that the same value is the same in both. */
function trimTrailing(text: string): string {
  let end = text.length
  while (end > 0 && BLANKS.includes(text.charAt(end - 1))) end--
  return text.slice(0, end)
}

/** A backslash that escapes nothing is kept. */
function unescapeQuoted(text: string): string {
  return text.includes('\\') ? text.replace(/\\(["\\])/g, '$1') : text
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
