import type { Needle } from '../receive/scanner/needle.ts'
import type { RequiredLiteral } from './kql/required-literals.ts'

/** Nearly every frame holds any text that is shorter. */
const SHORTEST_NEEDLE = 3

/**
 * What formats write in ways of their own, past counting: a backslash, a quote, a line break, what no UTF-8 stands for. A needle never
 * holds one, since a part of a literal is as necessary as the whole.
 */
const UNSCANNABLE = /[\p{Cc}\p{Cs}\\"\ufffd]+/u

/**
 * The needles of a rule with these literals, of which a frame must hold at least one for the rule to be true of it. null when it may be
 * true of a frame that holds nothing in particular.
 */
export function scanNeedles(literals: readonly RequiredLiteral[] | null): readonly Needle[] | null {
  if (literals === null) return null
  const needles: Needle[] = []
  for (const literal of literals) {
    const found = needlesOf(literal)
    if (found === null) return null
    needles.push(...found)
  }
  return needles
}

/** Each needle once, in any case. */
export function distinctNeedles(needles: readonly Needle[]): readonly Needle[] {
  return [...new Map(needles.map((needle) => [`${needle.at} ${needle.text.toLowerCase()}`, needle])).values()]
}

/** A frame whose column contains the literal holds one of these. null: it may hold none that could be looked for. */
function needlesOf({ column, text }: RequiredLiteral): readonly Needle[] | null {
  const part = longestOf((column === 'RequestURL' ? withoutScheme(text) : text).split(UNSCANNABLE))
  if (part.length < SHORTEST_NEEDLE) return null
  const needles: Needle[] = [{ text: part, at: 'anywhere' }]
  if (column !== 'RequestURL') return needles
  // A host and a path from two places of the frame, joined at one of the slashes.
  for (let slash = part.indexOf('/', 1); slash !== -1; slash = part.indexOf('/', slash + 1)) {
    const half = needleOfHalf(part.slice(0, slash), part.slice(slash))
    if (half === null) return null
    needles.push(half)
  }
  return needles
}

/** A scheme may have been added to a URL, so that what a literal holds of it need not stand in the frame. */
function withoutScheme(text: string): string {
  const folded = text.toLowerCase()
  for (const scheme of ['https://', 'http://']) {
    if (scheme.includes(folded)) return ''
    const begun = Array.from(scheme, (_, index) => scheme.slice(index)).find((end) => folded.startsWith(end))
    if (begun !== undefined) return text.slice(begun.length)
  }
  return text
}

/** The path begins a value and so makes the sharper needle, unless it is too short. */
function needleOfHalf(host: string, path: string): Needle | null {
  if (path.length >= SHORTEST_NEEDLE) return { text: path, at: 'value-start' }
  return host.length >= SHORTEST_NEEDLE ? { text: host, at: 'anywhere' } : null
}

function longestOf(texts: readonly string[]): string {
  return texts.reduce((longest, text) => (text.length > longest.length ? text : longest), '')
}
