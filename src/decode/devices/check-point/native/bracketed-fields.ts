import type { CefExtensionField } from '../../../cef-parser/cef-event.ts'
import { isFieldName } from './field-mapping.ts'

/** A field's name. Some end with a colon of their own (`methods::"ESP"`), a few hold spaces. */
const NAME = String.raw`\w[\w ./-]{0,62}:?`

/** Structured data as RFC 5424 section 6.3 has it, under Check Point's enterprise number: `[x@2620 action="Drop" ..]`. */
const STRUCTURED_DATA = /\[[^\s=\]":]{1,64}@(?:1\.3\.6\.1\.4\.1\.)?2620(?=[\s\];]|$)/y

/** Log Exporter's own: `[action:"Drop"; ..]`. */
const OWN = new RegExp(String.raw`\[(?=\s*${NAME}:")`, 'y')

const FIELD = new RegExp(String.raw`[;\s]*(${NAME})[:=]"`, 'y')

/** Behind a value's closing quote: another field, the end, or the place where the line was cut. */
const AFTER_VALUE = new RegExp(String.raw`[;\s]+${NAME}[:=]"|[;\s]*(?:$|\]\s*$|${NAME}[:=]?$)`, 'y')

/** Behind the closing bracket, what a relay added. */
const AFTER_ELEMENT = /[;\s]*\][\s[]/y

/** The fields of an event in brackets, unescaped; null when `text` does not begin with one. */
export function readBracketed(text: string): readonly CefExtensionField[] | null {
  const isStructuredData = matchesAt(STRUCTURED_DATA, text, 0)
  if (!isStructuredData && !matchesAt(OWN, text, 0)) return null
  const fields: CefExtensionField[] = []
  let end = isStructuredData ? STRUCTURED_DATA.lastIndex : OWN.lastIndex
  while (matchesAt(FIELD, text, end)) {
    const start = FIELD.lastIndex
    const name = nameOf(text.slice(end, start))
    const close = closingQuote(text, start)
    fields.push({ key: name, value: unescape(text.slice(start, close)) })
    end = close + 1
    // What follows the element is not the device's.
    if (matchesAt(AFTER_ELEMENT, text, end)) break
  }
  return fields.length > 0 && (isStructuredData || fields.some(({ key }) => isFieldName(key))) ? fields : null
}

/**
 * The offset of the quote that closes the value from `start`, or of the end of a line that was cut. A quote closes a value only where
 * another field follows, or the end. So neither a backslash at the end of a URL nor a quote that the device did not escape hides the
 * fields behind it; and of a field that a client writes into a value, the device escapes the quote with which that value would begin.
 */
function closingQuote(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at !== -1; at = text.indexOf('"', at + 1)) {
    if (matchesAt(AFTER_VALUE, text, at + 1)) return at
    if (matchesAt(AFTER_ELEMENT, text, at + 1) && !isEscaped(text, at)) return at
  }
  return text.length
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

/** The name in `; name:"`. */
function nameOf(text: string): string {
  return text.slice(0, -2).replace(/^[;\s]+/, '')
}

/** RFC 5424 section 6.3.3. A backslash before anything else is one. */
function unescape(text: string): string {
  return text.replace(/\\([\\"\]])/g, '$1').trimEnd()
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at
  return pattern.test(text)
}
