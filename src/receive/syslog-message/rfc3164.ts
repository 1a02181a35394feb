import { matchAt } from './match-at.ts'
import { skipBlanks } from './skip-blanks.ts'
import { startsCef } from './starts-cef.ts'
import type { SyslogHeader } from './syslog-header.ts'
import { timestampAt } from './timestamp.ts'

/** A host name or an address, bare or bracketed (Zscaler NSS). A colon may end it. */
const HOST = /(?:\[([\w.:%-]{1,255})\]|(\w[\w.:%/-]{0,254}))(?=\s|$)/y

/** `named[pid]:`, `named -:` or the bare name that some devices put before CEF. */
const TAG = /([^\s:[\]=|,{}"<>]{1,255})(?:\[([^\]\s]{0,255})\])?(?: -)?(:?)(?=\s|$)/y

const ONLY_DIGITS = /^\d+$/

type Rfc3164Header = Pick<SyslogHeader, 'timestamp' | 'host' | 'appName' | 'procId' | 'messageOffset'>

/**
 * Reads a header of RFC 3164 section 4.1 at `at`, behind the PRI if there was one. Each part may be missing; a host is looked for
 * only after a timestamp.
 */
export function parseRfc3164(text: string, at: number): Rfc3164Header {
  const timestamp = timestampAt(text, at)
  const hostAt = timestamp === null ? at : skipBlanks(text, at + timestamp.length)
  const host = timestamp === null ? null : readHost(text, hostAt)
  const tagAt = host === null ? hostAt : host.end
  const tag = readTag(text, tagAt)
  return {
    timestamp,
    host: host?.host ?? null,
    appName: tag?.name ?? null,
    procId: tag?.pid ?? null,
    messageOffset: tag === null ? tagAt : tag.end,
  }
}

function readHost(text: string, at: number): { readonly host: string; readonly end: number } | null {
  if (startsCef(text, at)) return null
  const match = matchAt(HOST, text, at)
  if (match === null) return null
  const [whole, bracketed, bare = ''] = match
  const end = skipBlanks(text, at + whole.length)
  if (bracketed !== undefined) return { host: bracketed, end }
  // A run of digits is an octet count, left in front of the next header.
  if (ONLY_DIGITS.test(bare)) return null
  if (!bare.endsWith(':')) return { host: bare, end }
  // `name: ` is the tag of a message without a host, but straight before CEF, which brings no tag, it is the host.
  return startsCef(text, end) ? { host: bare.slice(0, -1), end } : null
}

function readTag(text: string, at: number): { readonly name: string; readonly pid: string | null; readonly end: number } | null {
  if (startsCef(text, at)) return null
  const match = matchAt(TAG, text, at)
  if (match === null) return null
  const [whole, name = '', pid = '', colon] = match
  const end = skipBlanks(text, at + whole.length)
  if (colon === '' && !startsCef(text, end)) return null
  return { name, pid: pid === '' || pid === '-' ? null : pid, end }
}
