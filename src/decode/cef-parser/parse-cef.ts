import type { CefEvent, CefResult } from './cef-event.ts'
import { cefStart } from './cef-start.ts'
import { parseExtension } from './extension.ts'
import { HEADER_FIELDS, readHeader, splitMessage } from './header.ts'

/**
 * Reads the first CEF message in `text`, whatever stands before it. Where devices depart from the standard (ArcSight Common Event
 * Format, Implementation Standard), it reads what they mean; README.md lists each case. Never throws; linear in the text's length.
 */
export function parseCef(text: string): CefResult {
  const start = cefStart(text)
  if (start === null) return { event: null, error: { code: 'not_cef', message: 'there is no "CEF:0|" in it' } }
  const { fields, extension } = splitMessage(text.slice(start))
  const event: CefEvent = { header: readHeader(fields), extension: parseExtension(extension) }
  if (fields.length < HEADER_FIELDS) {
    const message = `the header has ${fields.length} of ${HEADER_FIELDS} fields`
    const nothing = event.extension.length === 0 && fields.slice(1).every((field) => field.trim() === '')
    const error = { code: 'header_too_short', message } as const
    return nothing ? { event: null, error } : { event, error }
  }
  if (event.extension.length === 0 && extension.trim() !== '') {
    return { event, error: { code: 'extension_without_keys', message: 'the extension holds no key=value' } }
  }
  return { event, error: null }
}
