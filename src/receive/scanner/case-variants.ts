/** Beyond ASCII, the characters whose upper case is an ASCII letter, or whose lower case is one or begins with one. */
const KIN_OF_ASCII: Readonly<Record<string, readonly string[]>> = { i: ['\u0130', '\u0131'], k: ['\u212a'], s: ['\u017f'] }

/** The highest code point that has a case (Unicode 16: ADLAM SMALL LETTER SHA). */
const LAST_CASED_CODE_POINT = 0x1e943

let charactersByCase: ReadonlyMap<string, readonly string[]> | null = null

/**
 * Every character that may compare equal to `char` when case is ignored, itself included. A string operator may compare lower-cased or
 * upper-cased texts, so both count: KELVIN SIGN for `k`, long s for `s`, one small sigma for the other.
 */
export function caseVariants(char: string): readonly string[] {
  const lower = char.toLowerCase()
  const upper = char.toUpperCase()
  if (lower === upper) return [char]
  if (char <= '\x7f') return [lower, upper, ...(KIN_OF_ASCII[lower] ?? [])]
  // All of Unicode takes a tenth of a second: only a literal with letters beyond ASCII pays for it, once.
  charactersByCase ??= indexByCase()
  return [...new Set([char, ...(charactersByCase.get(lower) ?? []), ...(charactersByCase.get(upper) ?? [])])]
}

/** Cased characters by their lower case and by their upper case. */
function indexByCase(): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>()
  for (let codePoint = 0; codePoint <= LAST_CASED_CODE_POINT; codePoint++) {
    const char = String.fromCodePoint(codePoint)
    const lower = char.toLowerCase()
    const upper = char.toUpperCase()
    if (lower === upper) continue
    for (const key of [lower, upper]) {
      const characters = index.get(key)
      if (characters === undefined) index.set(key, [char])
      else characters.push(char)
    }
  }
  return index
}
