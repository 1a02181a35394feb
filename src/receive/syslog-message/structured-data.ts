import { matchAt } from './match-at.ts'

const NAME = /[^\s=\]"]{1,255}/y

/**
 * The structured data that begins at `at` (RFC 5424 section 6.3), one element or several, as sent; null where none does. Within a
 * value `\"`, `\\` and `\]` are escapes, and an unescaped `]` is tolerated.
 */
export function structuredDataAt(text: string, at: number): string | null {
  let end = at
  while (text[end] === '[') {
    const next = endOfElement(text, end)
    if (next === null) break
    end = next
  }
  return end === at ? null : text.slice(at, end)
}

/** The offset after the element `[id name="value" ..]` that begins at `at`, or null when it is not one. */
function endOfElement(text: string, at: number): number | null {
  let end = afterName(text, at + 1)
  while (end !== null && text[end] === ' ') {
    if (text[end + 1] === ']') return end + 2
    end = afterParameter(text, end + 1)
  }
  return end !== null && text[end] === ']' ? end + 1 : null
}

function afterParameter(text: string, at: number): number | null {
  const equals = afterName(text, at)
  if (equals === null || !text.startsWith('="', equals)) return null
  for (let end = equals + 2; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === '"') return end + 1
  }
  return null
}

function afterName(text: string, at: number): number | null {
  const name = matchAt(NAME, text, at)
  return name === null ? null : at + name[0].length
}
