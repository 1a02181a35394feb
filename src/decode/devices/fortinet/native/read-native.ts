import type { CefEvent, CefExtensionField } from '../../../cef-parser/cef-event.ts'
import type { Message } from '../../device.ts'
import { cefHeader } from './cef-header.ts'
import { cefKey } from './cef-keys.ts'
import { type NativeField, parseFields } from './parse-fields.ts'

/** The fields with which logs begin: FortiOS's own, and those that FortiAnalyzer puts in front when it forwards one. */
const BEGINNING = /^(?:date|time|eventtime|tz|logver|timestamp|itime|devname|devid|device_id|vd|logid|log_id)=/

/** FortiOS has ten digits, FortiWeb eight. */
const LOG_ID = /^\d{8,10}$/

/** What FortiOS's CEF says for a direction. The scanner takes no text so short for something to look for, so that it may be made. */
const DIRECTIONS: ReadonlyMap<string, string> = new Map([
  ['outgoing', '1'],
  ['incoming', '0'],
  ['request', '0'],
  ['response', '0'],
])

/**
 * Finds a native log without parsing it: its log id, and what stands behind it. In CEF the log id has a prefix, and the category
 * behind it.
 */
export const NATIVE_SIGNATURE = String.raw`(?:^|[ >,\t])log_?id="?\d{8,10}"?[ ,](?:type|msg_id|device_id|devid|devname)=`

/**
 * Reads a log of FortiGate, FortiProxy or FortiWeb (FortiMail too), `key=value` with quotes, as the CEF that the device would have
 * sent. null for a text that does not begin like one, or names no log id, type and subtype.
 */
export function readNative({ text }: Message): CefEvent | null {
  if (!BEGINNING.test(text)) return null
  const fields = parseFields(text)
  const value = firstValues(fields)
  if (!LOG_ID.test(value('logid') || value('log_id')) || value('type') === '' || value('subtype') === '') return null
  return { header: cefHeader(value), extension: extensionOf(fields, value) }
}

/** Of a field that stands there twice the first value counts: what names the event stands in front of what clients write. */
function firstValues(fields: readonly NativeField[]): (name: string) => string {
  const values = new Map<string, string>()
  for (const { key, value } of fields) if (!values.has(key)) values.set(key, value)
  return (name) => values.get(name) ?? ''
}

function extensionOf(fields: readonly NativeField[], valueOf: (name: string) => string): readonly CefExtensionField[] {
  const type = valueOf('type')
  const hasCategory = valueOf('main_type') !== ''
  const methods = fields.filter(({ key }) => key === 'httpmethod').length
  return fields.map(({ key, value }) => {
    switch (key) {
      case 'type':
        return hasCategory ? { key: cefKey(key, type), value } : { key: 'cat', value: `${type}:${valueOf('subtype')}` }
      case 'direction':
        return { key: DIRECTIONS.has(value) ? 'deviceDirection' : cefKey(key, type), value: DIRECTIONS.get(value) ?? value }
      case 'httpmethod':
        // Of the column's own key all values are tried, in case a client has written one.
        return { key: methods > 1 ? 'requestMethod' : cefKey(key, type), value }
      default:
        return { key: cefKey(key, type), value }
    }
  })
}
