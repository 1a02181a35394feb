import { matchAt } from './match-at.ts'
import { parseRfc3164 } from './rfc3164.ts'
import { parseRfc5424 } from './rfc5424.ts'
import { skipBlanks } from './skip-blanks.ts'
import type { SyslogHeader } from './syslog-header.ts'
import { timestampAt } from './timestamp.ts'

const NO_HEADER: SyslogHeader = {
  format: 'none',
  facility: null,
  severity: null,
  timestamp: null,
  host: null,
  appName: null,
  procId: null,
  msgId: null,
  structuredData: null,
  messageOffset: 0,
}

/** RFC 6587 section 3.4.1. */
const OCTET_COUNT = /\d{1,10} (?=<\d)/y

const PRI = /<(\d{1,3})>/y

/** RFC 5424 section 6.2.1: facility 23, severity 7. */
const MAX_PRI = 191

/**
 * Reads the header before a syslog message: RFC 5424, RFC 3164, or what devices and relays make of them. Text that is no header is
 * message. Where a relay put its own header in front of the device's, the device's wins, and the relay's only fills what it lacks:
 * the host is the device, not the relay. Never throws; linear in the text's length.
 */
export function parseSyslogHeader(text: string): SyslogHeader {
  let header: SyslogHeader = { ...NO_HEADER, messageOffset: skipBlanks(text, 0) }
  for (;;) {
    const inner = readHeader(text, header)
    if (inner === null) return header
    header = insideOf(header, inner)
  }
}

/** The octet count that a text begins with (RFC 6587), and the length of what writes it, SP included; null when there is none. */
export function octetCountOf(text: string): { readonly count: number; readonly length: number } | null {
  const [written] = matchAt(OCTET_COUNT, text, 0) ?? []
  return written === undefined ? null : { count: Number(written), length: written.length }
}

/** The header that begins where the message of `outer` does, or null. */
function readHeader(text: string, outer: SyslogHeader): SyslogHeader | null {
  const start = outer.messageOffset
  const priAt = start + (matchAt(OCTET_COUNT, text, start)?.[0].length ?? 0)
  const match = matchAt(PRI, text, priAt)
  if (match === null || Number(match[1]) > MAX_PRI) {
    // Behind a tag a timestamp is the application's, not a second header.
    const begins = outer.appName === null && timestampAt(text, start) !== null
    return begins ? { ...NO_HEADER, format: 'rfc3164', ...parseRfc3164(text, start) } : null
  }
  const pri = Number(match[1])
  const at = skipBlanks(text, priAt + match[0].length)
  const rest = text.startsWith('1 ', at)
    ? ({ format: 'rfc5424', ...parseRfc5424(text, at + 2) } as const)
    : ({ format: 'rfc3164', ...parseRfc3164(text, at) } as const)
  return { ...NO_HEADER, facility: pri >> 3, severity: pri & 7, ...rest }
}

function insideOf(outer: SyslogHeader, inner: SyslogHeader): SyslogHeader {
  return {
    format: inner.format,
    facility: inner.facility ?? outer.facility,
    severity: inner.severity ?? outer.severity,
    timestamp: inner.timestamp ?? outer.timestamp,
    host: inner.host ?? outer.host,
    appName: inner.appName ?? outer.appName,
    procId: inner.procId ?? outer.procId,
    msgId: inner.msgId ?? outer.msgId,
    structuredData: inner.structuredData ?? outer.structuredData,
    messageOffset: inner.messageOffset,
  }
}
