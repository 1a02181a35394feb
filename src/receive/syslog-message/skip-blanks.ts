const BYTE_ORDER_MARK = 0xfeff

/** The offset of the first character at or after `at` that is no space, tab or byte order mark (RFC 5424 section 6.4 allows one). */
export function skipBlanks(text: string, at: number): number {
  let end = at
  for (;;) {
    const code = text.charCodeAt(end)
    if (code !== 0x20 && code !== 0x09 && code !== BYTE_ORDER_MARK) return end
    end++
  }
}
