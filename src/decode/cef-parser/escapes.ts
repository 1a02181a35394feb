const ESCAPED = { '\\': '\\', '=': '=', n: '\n', r: '\r' } as const

/** A header field without its escapes: `\\` and `\|`. A backslash that escapes nothing is kept. */
export function unescapeField(text: string): string {
  return text.replace(/\\([\\|])/g, '$1')
}

/** An extension's value without its escapes: `\\`, `\=`, `\n` and `\r`. A backslash that escapes nothing is kept. */
export function unescapeValue(text: string): string {
  return text.replace(/\\([\\=nr])/g, (_, sign: keyof typeof ESCAPED) => ESCAPED[sign])
}

export function escapeField(text: string): string {
  return text.replace(/[\\|]/g, '\\$&')
}

export function escapeValue(text: string): string {
  return text.replace(/[\\=]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}
