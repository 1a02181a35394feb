import { spendWork } from '../work.ts'

/** Letters and digits make terms; anything else separates them, `_` and combining marks too. */
const TERM_CHARACTER = /^[\p{L}\p{Nd}]$/u

/** At which ends of a needle a term of the text must end too. */
export type TermEdges = { readonly start: boolean; readonly end: boolean }

/**
 * True when `needle` occurs in `text` so that no term of the text is cut at the edges asked for. An edge of the needle that is no letter
 * or digit cuts no term. The empty needle occurs in every text.
 * Source: https://learn.microsoft.com/kusto/query/datatypes-string-operators#what-is-a-term
 */
export function hasTerm(text: string, needle: string, edges: TermEdges): boolean {
  const start = edges.start && isTermCharacter(needle.codePointAt(0))
  const end = edges.end && isTermCharacter(codePointBefore(needle, needle.length))
  for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
    const cut =
      (start && isTermCharacter(codePointBefore(text, at))) || (end && isTermCharacter(text.codePointAt(at + needle.length)))
    if (!cut) return true
    spendWork(needle.length)
  }
  return false
}

function codePointBefore(text: string, index: number): number | undefined {
  const pair = text.codePointAt(index - 2)
  return pair !== undefined && pair > 0xffff ? pair : text.codePointAt(index - 1)
}

function isTermCharacter(codePoint: number | undefined): boolean {
  if (codePoint === undefined) return false
  if (codePoint < 0x80) return isAsciiLetterOrDigit(codePoint)
  return TERM_CHARACTER.test(String.fromCodePoint(codePoint))
}

function isAsciiLetterOrDigit(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)
}
