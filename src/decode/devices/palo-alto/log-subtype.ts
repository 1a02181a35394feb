import type { CefEvent } from '../../cef-parser/cef-event.ts'
import { extensionValue } from '../extension-value.ts'

const SUBTYPE = /^[a-z][a-z-]*$/

/**
 * The subtype of a log: log forwarding's name, PAN-OS's signature id. In PAN-OS's format of the log type Threat the signature is the
 * threat, `Name(31670)`, and `cat` is the subtype. The header counts first: no client can write there.
 */
export function logSubtype(event: CefEvent): string {
  const { signatureId, name } = event.header
  if (signatureId === 'THREAT') return name
  return SUBTYPE.test(signatureId) ? signatureId : extensionValue(event, 'cat')
}
