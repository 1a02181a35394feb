import { cutText } from './cut-text.ts'

/**
 * `text` escaped by `escape`, in at most `limit` characters. What is too long is cut before it is escaped, so that no escape is broken,
 * and marked; the marker counts the characters of `text` and must fit: `limit` is at least 64.
 */
export function escapeWithin(text: string, limit: number, escape: (text: string) => string): string {
  let [fits, tooMany] = [0, Math.min(text.length, limit) + 1]
  if (text.length <= limit && escape(text).length <= limit) return escape(text)
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1
    if (escape(cutText(text, middle)).length <= limit) fits = middle
    else tooMany = middle
  }
  return escape(cutText(text, fits))
}
