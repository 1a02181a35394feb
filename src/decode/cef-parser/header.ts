import type { CefHeader } from './cef-event.ts'
import { unescapeField } from './escapes.ts'
import { holdsPair, KEY } from './extension.ts'

export const HEADER_FIELDS = 7

/** A message split in two, nothing unescaped. With fewer than seven fields the extension begins at the first key. */
export type SplitMessage = { readonly fields: readonly string[]; readonly extension: string }

const FIRST_KEY = new RegExp(String.raw`[|\s](?=${KEY}=)`)

/** A word and a pipe in front of the extension. */
const SEVERITY = /^ *([\w-]+)\|/

/** Splits a message that begins with the version. */
export function splitMessage(text: string): SplitMessage {
  const parts = splitAtPipes(text, HEADER_FIELDS)
  const fields = parts.slice(0, HEADER_FIELDS)
  const severity = fields[HEADER_FIELDS - 1]
  // No severity holds a pair: where one seems to, fields are missing and this is extension already.
  if (severity !== undefined && !holdsPair(severity)) return unshift({ fields, extension: parts[HEADER_FIELDS] ?? '' })
  const firstKey = FIRST_KEY.exec(text)?.index ?? text.length
  return { fields: splitAtPipes(text.slice(0, firstKey), HEADER_FIELDS - 1), extension: text.slice(firstKey + 1) }
}

/** Check Point's `CEF:0||Check Point|..`: one empty field too many, which leaves the severity in front of the extension. */
function unshift({ fields, extension }: SplitMessage): SplitMessage {
  const [version = '', vendor, product, ...rest] = fields
  const [whole, severity] = SEVERITY.exec(extension) ?? []
  if (vendor !== '' || product === undefined || product === '' || whole === undefined || severity === undefined) {
    return { fields, extension }
  }
  return { fields: [version, product, ...rest, severity], extension: extension.slice(whole.length) }
}

/** The fields by name, unescaped; a field that is missing is "". */
export function readHeader(fields: readonly string[]): CefHeader {
  const [version = '', deviceVendor = '', deviceProduct = '', deviceVersion = '', signatureId = '', name = '', severity = ''] =
    fields.map(unescapeField)
  return { version, deviceVendor, deviceProduct, deviceVersion, signatureId, name, severity }
}

/** Splits at the first `limit` pipes that no backslash escapes; the last part is what remains. */
function splitAtPipes(text: string, limit: number): string[] {
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length && parts.length < limit; at++) {
    if (text[at] === '\\') at++
    else if (text[at] === '|') {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  return [...parts, text.slice(start)]
}
