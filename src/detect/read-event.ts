import type { CefEvent } from '../decode/cef-parser/index.ts'
import { rowFromCef } from '../decode/common-security-log/row-from-cef.ts'
import { ticksFromMilliseconds } from '../decode/common-security-log/row.ts'
import { decodeEvent } from '../decode/devices/decode-event.ts'
import type { NormalisedRow } from '../decode/devices/device.ts'
import { parseSyslogHeader } from '../receive/syslog-message/parse-header.ts'
import { otherReadings } from './event-readings.ts'
import type { Event, ReadError } from './event.ts'

export type ReadOptions = {
  /** `normalised` is what the rules are evaluated on; `as-sentinel` leaves all as Sentinel's connector, which reads only CEF, has it. */
  readonly form?: 'normalised' | 'as-sentinel'
  /** The zone of the sender's times that come without one. */
  readonly timeZone?: string
}

/**
 * Reads one frame: syslog header, CEF or a family's own format, device, row. `receivedAt` is in milliseconds since the Unix epoch and
 * becomes TimeGenerated. What cannot be read is an error with a code, beside what could be recovered: `empty`, or one of CefError.
 * Never throws.
 */
export function readEvent(text: string, receivedAt: number, { form = 'normalised', timeZone = 'UTC' }: ReadOptions = {}): Event {
  const syslog = parseSyslogHeader(text)
  const { structuredData, timestamp } = syslog
  const message = { text: text.slice(syslog.messageOffset), structuredData, timestamp }
  const decoded = decodeEvent(message)
  if (decoded.event === null) {
    const isEmpty = message.text.trim() === '' && message.structuredData === null
    return unreadable(syslog, isEmpty ? { code: 'empty', message: 'there is no message in it' } : decoded.error)
  }
  const { event, family, format, error } = decoded
  if (form === 'as-sentinel' && format === 'native') {
    return unreadable(syslog, {
      code: 'not_cef',
      message: `Sentinel's connector does not read the native format of ${family?.name}`,
    })
  }
  const context = { computer: syslog.host, timeGenerated: ticksFromMilliseconds(receivedAt), timeZone }
  const rowOf = (event: CefEvent): NormalisedRow => {
    const sent = rowFromCef(event, context)
    if (form === 'as-sentinel' || family === null) return { row: sent, normalised: {} }
    return family.normalise(sent, event, timeZone)
  }
  const others = form === 'as-sentinel' ? [] : otherReadings(event).map(rowOf)
  return { ...rowOf(event), otherReadings: others, device: family?.name ?? 'other', format, syslog, error }
}

function unreadable(syslog: Event['syslog'], error: ReadError): Event {
  return { row: null, normalised: {}, otherReadings: [], device: 'other', format: null, syslog, error }
}
