import { foldCase } from './fold-case.ts'
import type { TextTest } from './text-test.ts'

export type Quantifier = 'some' | 'every'

/**
 * V8 throws at the first use of a pattern that is too long as a whole, or in one of its alternatives: far above these, in UTF-16 code
 * units of the pattern and in characters of a needle.
 */
const MAX_PATTERN_LENGTH = 20_000
const MAX_PREFIX_LENGTH = 16

/** Whether some or every one of `needles` stands in a text. What can be prepared is; a text that holds none of them costs no object. */
export function textMatcher(test: TextTest, needles: readonly string[], quantifier: Quantifier): (text: string) => boolean {
  if (test.case === 'exact') return quantified(test.holds, needles, quantifier)
  const holds = quantified(test.holds, needles.map(foldCase), quantifier)
  const mightHold = mightContainSome(needles)
  return (text) => mightHold(text) && holds(foldCase(text))
}

/** `test` for a needle that is known only with the text. */
export function holdsIn(test: TextTest, text: string, needle: string): boolean {
  return test.case === 'exact' ? test.holds(text, needle) : test.holds(foldCase(text), foldCase(needle))
}

function quantified(holds: TextTest['holds'], needles: readonly string[], quantifier: Quantifier): (text: string) => boolean {
  // Not some() and every(): they would take a new closure for each text.
  const decisive = quantifier === 'some'
  return (text) => {
    for (const needle of needles) if (holds(text, needle) === decisive) return decisive
    return !decisive
  }
}

/**
 * A quick look for the beginning of any of the needles, whatever its case: unlike lower-casing, it allocates nothing. Unicode's simple
 * case folding, which the flags `iu` ask for, makes equal whatever foldCase() makes equal, and a little more.
 */
function mightContainSome(needles: readonly string[]): (text: string) => boolean {
  const prefixes = needles.map((needle) => Array.from(needle).slice(0, MAX_PREFIX_LENGTH).join(''))
  const source = prefixes.map((prefix) => prefix.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  if (source.length > MAX_PATTERN_LENGTH) return () => true
  const pattern = new RegExp(source, 'iu')
  return (text) => pattern.test(text)
}
