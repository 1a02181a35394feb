import { RE2JS } from 're2js'
import type { KqlValue } from '../query.ts'

/** Kusto's classes are those of all of Unicode; RE2's are of ASCII. */
const CLASSES: ReadonlyMap<string, readonly [outside: string, inside: string]> = new Map([
  ['d', ['\\p{Nd}', '\\p{Nd}']],
  ['D', ['\\P{Nd}', '\\P{Nd}']],
  ['w', ['[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]', '\\p{L}\\p{M}\\p{Nd}\\p{Pc}']],
  ['W', ['[^\\p{L}\\p{M}\\p{Nd}\\p{Pc}]', '\\W']],
  ['s', ['[\\s\\x{0b}\\x{85}\\p{Z}]', '\\s\\x{0b}\\x{85}\\p{Z}']],
  ['S', ['[^\\s\\x{0b}\\x{85}\\p{Z}]', '\\S']],
])

/**
 * A regular expression as Kusto has it. It runs on RE2: the time is linear in the text, which an attacker chooses.
 * Source: https://learn.microsoft.com/kusto/query/regex
 */
export function compileRegex(pattern: string, flags = ''): RE2JS {
  return RE2JS.compile((flags === '' ? '' : `(?${flags})`) + withUnicodeClasses(pattern))
}

/** Why a pattern that is known at load is none, or null. */
export function regexProblem(pattern: KqlValue | undefined): string | null {
  if (typeof pattern !== 'string') return 'its pattern must be constant'
  try {
    compileRegex(pattern)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function withUnicodeClasses(pattern: string): string {
  let isInside = false
  return pattern.replace(/\\Q[\s\S]*?(?:\\E|$)|\\[\s\S]|\[\^?\]?|\]/g, (token) => {
    if (token.startsWith('[')) isInside = true
    else if (token === ']') isInside = false
    else {
      const [outside, inside] = CLASSES.get(token.slice(1)) ?? [token, token]
      return isInside ? inside : outside
    }
    return token
  })
}
