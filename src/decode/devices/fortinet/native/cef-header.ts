import type { CefHeader } from '../../../cef-parser/cef-event.ts'
import { productOf } from './product.ts'

/** CEF's severities run the other way: https://docs.fortinet.com/document/fortigate/6.2.8/fortios-log-message-reference/998820 */
const SEVERITIES: ReadonlyMap<string, string> = new Map([
  ['debug', '1'],
  ['information', '2'],
  ['notice', '3'],
  ['warning', '4'],
  ['error', '5'],
  ['critical', '6'],
  ['alert', '7'],
  ['emergency', '8'],
])

/** How many digits of a log id tell the message; those before tell type and subtype. */
const MESSAGE_ID_DIGITS = 5

/** The header that the device's CEF would have; `value` gives a field by its name on the device, "" where it is not there. */
export function cefHeader(value: (name: string) => string): CefHeader {
  const product = productOf(value('devid') || value('device_id'))
  const logId = value('logid') || value('log_id')
  const level = value('level') || value('pri')
  const header = { version: '0', deviceVendor: 'Fortinet', deviceProduct: product, deviceVersion: '' }
  if (product === 'FortiWeb') return { ...header, signatureId: logId, name: value('type'), severity: level }
  const name = [`${value('type')}:${value('subtype')}`, value('eventtype'), value('action'), value('status')]
  return {
    ...header,
    signatureId: logId.slice(-MESSAGE_ID_DIGITS),
    name: name.filter((word) => word !== '').join(' '),
    severity: SEVERITIES.get(level.toLowerCase()) ?? '',
  }
}
