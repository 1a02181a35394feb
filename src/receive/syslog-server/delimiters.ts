export const LF = 0x0a
export const CR = 0x0d
export const NUL = 0x00

/** The position of the first byte at or after `from` that is no LF, CR or NUL, or `to`. */
export function skipDelimiters(bytes: Buffer, from: number, to: number): number {
  let at = from
  while (at < to && isDelimiter(bytes[at])) at++
  return at
}

/** The end of `[from, to)` without the LF, CR and NUL bytes that it ends with. */
export function trimDelimiters(bytes: Buffer, from: number, to: number): number {
  let end = to
  while (end > from && isDelimiter(bytes[end - 1])) end--
  return end
}

function isDelimiter(byte: number | undefined): boolean {
  return byte === LF || byte === CR || byte === NUL
}
