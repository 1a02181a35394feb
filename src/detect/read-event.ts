import { parseCef } from '../decode/cef-parser/index.ts'
import { rowFromCef } from '../decode/common-security-log/row-from-cef.ts'
import { ticksFromMilliseconds } from '../decode/common-security-log/row.ts'
import { recogniseCef } from '../decode/devices/index.ts'
import { parseSyslogHeader } from '../receive/syslog-message/parse-header.ts'
import type { Event, ReadError } from './event.ts'

/** `normalised` is what the rules are evaluated on; `as-sentinel` leaves the columns as Sentinel's connector would have filled them. */
export type ReadOptions = { readonly form: 'normalised' | 'as-sentinel' }

/**
 * Reads one frame: syslog header, CEF, device, row. `receivedAt` is in milliseconds since the Unix epoch and becomes TimeGenerated.
 * What cannot be read is an error with a code, beside what could be recovered: `empty`, or one of CefError. Never throws.
 */
export function readEvent(text: string, receivedAt: number, { form }: ReadOptions = { form: 'normalised' }): Event {
  const syslog = parseSyslogHeader(text)
  const message = text.slice(syslog.messageOffset)
  if (message.trim() === '') return unreadable(syslog, { code: 'empty', message: 'there is no message in it' })
  const { event, error } = parseCef(message)
  if (event === null) return unreadable(syslog, error)
  const family = recogniseCef(event)
  const sent = rowFromCef(event, { computer: syslog.host, timeGenerated: ticksFromMilliseconds(receivedAt) })
  const asSent = { row: sent, normalised: {} }
  const { row, normalised } = form === 'as-sentinel' ? asSent : (family?.normaliseCef(sent, event) ?? asSent)
  return { row, device: family?.name ?? 'other', format: 'cef', normalised, syslog, error }
}

function unreadable(syslog: Event['syslog'], error: ReadError): Event {
  return { row: null, device: 'other', format: null, normalised: {}, syslog, error }
}
