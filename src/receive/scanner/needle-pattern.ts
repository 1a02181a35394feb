import { caseVariants } from './case-variants.ts'
import type { Needle } from './needle.ts'

/** CEF puts one in front of a character, CEF within CEF three, JSON within JSON within CEF four. */
const MOST_BACKSLASHES = 4

/**
 * Where a value can begin. A byte of a host or path in front means that the text goes on from there; the exception is the letter of an
 * escaped line break or tab.
 */
const VALUE_START = '(?:(?<=[^\\w.~/-])|(?<=\\\\[nrt]))'

/** A pattern looks at no more than this many bytes in front of what it finds. */
export const LOOK_BEHIND_BYTES = 2

/**
 * Source of a regular expression for latin1 text, to be used with the flag `i`, that finds the needle in every form in which a frame
 * may carry it. Each character stands for itself, in either case, as UTF-8; or each of its bytes is percent-encoded, once or twice; or
 * it is a JSON escape; or it has backslashes in front (CEF, JSON). No quantifier stands inside another, and none is unbounded.
 */
export function needlePattern(needle: Needle): string {
  const text = Array.from(needle.text, characterPattern).join('')
  return needle.at === 'value-start' ? VALUE_START + text : text
}

function characterPattern(char: string): string {
  const forms = new Set(caseVariants(char).flatMap((variant) => [encodedPattern(variant), jsonPattern(variant)]))
  if (/[^\p{L}\p{N}]/u.test(char)) forms.add(`\\\\{1,${MOST_BACKSLASHES}}${encodedPattern(char)}`)
  if (char === ' ') forms.add('\\+')
  return `(?:${[...forms].join('|')})`
}

/** UTF-8, where any byte may be percent-encoded. */
function encodedPattern(char: string): string {
  return Array.from(Buffer.from(char), (byte) => `(?:${escapeByte(byte)}|${percentPattern(byte)})`).join('')
}

/** `%3D`, and what becomes it when decoded: `%253D`, but also `%%33D` or `%25%33%44`. */
function percentPattern(byte: number): string {
  return `%(?:25)?${Array.from(hex(byte), hexDigitPattern).join('')}`
}

function hexDigitPattern(digit: string): string {
  const encoded = [digit, digit.toUpperCase()].map((char) => `%${hex(char.charCodeAt(0))}`)
  return `(?:${[digit, ...new Set(encoded)].join('|')})`
}

/** `\u003d`; a character beyond the basic plane is two of them (RFC 8259 section 7). */
function jsonPattern(char: string): string {
  const units = Array.from({ length: char.length }, (_, index) => char.charCodeAt(index))
  return units.map((unit) => `\\\\{1,${MOST_BACKSLASHES}}u${hex(unit, 4)}`).join('')
}

function escapeByte(byte: number): string {
  return /\w/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `\\x${hex(byte)}`
}

function hex(value: number, digits = 2): string {
  return value.toString(16).padStart(digits, '0')
}
