/**
 * A text in lower case, each character by itself, one for one, as Kusto's invariant culture has it. JavaScript's own way makes two
 * characters of U+0130, and gives the capital sigma another small letter at the end of a word.
 */
export function lowerCase(text: string): string {
  const lower = text.toLowerCase()
  return lower.length === text.length && !lower.includes('ς') ? lower : mapCharacters(text, (char) => char.toLowerCase())
}

/** A text in upper case, likewise: JavaScript's own way makes SS of ß. */
export function upperCase(text: string): string {
  const upper = text.toUpperCase()
  return upper.length === text.length ? upper : mapCharacters(text, (char) => char.toUpperCase())
}

function mapCharacters(text: string, map: (char: string) => string): string {
  return Array.from(text, (char) => {
    const mapped = map(char)
    return mapped.length === char.length ? mapped : char
  }).join('')
}
