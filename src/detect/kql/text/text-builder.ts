import { spendWork } from '../work.ts'

/** No text that is computed is longer, in UTF-16 code units: an expression can double one at each call. */
export const MAX_TEXT = 1_048_576

export type TextBuilder = {
  readonly add: (part: string) => TextBuilder
  /** The empty text when the whole would be too long. */
  readonly text: () => string
}

/** Puts a text together, and keeps nothing of one that becomes too long. */
export function textBuilder(): TextBuilder {
  const parts: string[] = []
  let length = 0
  const builder: TextBuilder = {
    add: (part) => {
      spendWork(part.length + 1)
      length += part.length
      if (length <= MAX_TEXT && part !== '') parts.push(part)
      return builder
    },
    text: () => (length > MAX_TEXT ? '' : parts.join('')),
  }
  return builder
}

/** The texts with `delimiter` between them; the empty text when that would be too long. */
export function joinTexts(texts: Iterable<string>, delimiter: string): string {
  const builder = textBuilder()
  let isFirst = true
  for (const text of texts) {
    if (!isFirst) builder.add(delimiter)
    builder.add(text)
    isFirst = false
  }
  return builder.text()
}

/** The text with `other` in the place of every `part`, which must not be empty. */
export function replaceAll(text: string, part: string, other: string): string {
  let at = text.indexOf(part)
  if (at === -1) return text
  const builder = textBuilder()
  let from = 0
  for (; at !== -1; at = text.indexOf(part, from)) {
    builder.add(text.slice(from, at)).add(other)
    from = at + part.length
  }
  return builder.add(text.slice(from)).text()
}
