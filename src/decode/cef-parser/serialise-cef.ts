import type { CefEvent } from './cef-event.ts'
import { escapeField, escapeValue } from './escapes.ts'

/**
 * An event as one line of CEF, escaped as the standard says. `parseCef` reads the same event from it, but for whitespace at the end
 * of a value, which CEF cannot carry. Version and keys are written as they are: digits, and what `parseCef` takes for a key. A
 * severity that looks like a pair is not one.
 */
export function serialiseCef({ header, extension }: CefEvent): string {
  const { version, deviceVendor, deviceProduct, deviceVersion, signatureId, name, severity } = header
  const fields = [deviceVendor, deviceProduct, deviceVersion, signatureId, name, severity].map(escapeField)
  const pairs = extension.map(({ key, value }) => `${key}=${escapeValue(value)}`)
  return `CEF:${version}|${fields.join('|')}|${pairs.join(' ')}`
}
