import type { CefEvent } from '../../../cef-parser/cef-event.ts'
import type { Message } from '../../device.ts'
import { eventFromFields } from './event-from-fields.ts'
import { jsonFields } from './json-fields.ts'
import { leefFields } from './leef-fields.ts'
import { isKnownName, logOf } from './logs.ts'
import type { NativeField } from './native-field.ts'
import { separatedFields } from './separated-fields.ts'

/** `ZSCALERNSS:` where no header stands before it that it could be the tag of, and what feeds write before JSON. */
const PREFIX = /^(?:ZSCALERNSS: ?|NSS ?(?=\{)|event=(?=\{))/

const ENOUGH_KNOWN_NAMES = 3

/**
 * Reads what NSS and LSS feeds write beside CEF: `name=value` between tabs (the feed for Splunk) or `^^` (for RSA), LEEF (for QRadar),
 * and JSON (Cloud NSS, LSS).
 */
export function readNative({ text, timestamp }: Message): CefEvent | null {
  const event = readRecord(text)
  return event === null || timestamp === null ? event : withTime(event, timestamp)
}

/** The feed for Splunk has its time in front of the first tab, where it is a header's. */
function withTime({ header, extension }: CefEvent, timestamp: string): CefEvent {
  const hasTime = extension.some(({ key }) => key === 'rt')
  return { header, extension: hasTime ? extension : [{ key: 'rt', value: timestamp }, ...extension] }
}

function readRecord(text: string): CefEvent | null {
  const record = text.replace(PREFIX, '')
  const fields = jsonFields(record) ?? leefFields(record) ?? separatedFields(record, '\t')
  const log = fields === null ? null : logOf(fields)
  if (fields !== null && log !== null) return eventFromFields(log, fields)
  return readCaretSeparated(record)
}

/** The separator alone is nearly proof, and the names that are wholly Zscaler's may be cut off. */
function readCaretSeparated(record: string): CefEvent | null {
  const fields = separatedFields(record, '^^')
  if (fields === null || !areKnown(fields)) return null
  const log = logOf([...fields, { name: 'vendor', value: 'Zscaler' }])
  return log === null ? null : eventFromFields(log, fields)
}

function areKnown(fields: readonly NativeField[]): boolean {
  return new Set(fields.map(({ name }) => name.toLowerCase()).filter(isKnownName)).size >= ENOUGH_KNOWN_NAMES
}
