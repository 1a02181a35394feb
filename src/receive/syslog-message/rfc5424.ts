import { matchAt } from './match-at.ts'
import { skipBlanks } from './skip-blanks.ts'
import { startsCef } from './starts-cef.ts'
import { structuredDataAt } from './structured-data.ts'
import type { SyslogHeader } from './syslog-header.ts'
import { timestampAt } from './timestamp.ts'

/** What a header field may hold. Narrower than RFC 5424 section 6: a field with one of these signs is a message that began early. */
const FIELD = /[^\s=|,{}"[<][^\s=|,{}"<]{0,254}(?=\s|$)/y

type Rfc5424Header = Omit<SyslogHeader, 'format' | 'facility' | 'severity'>

/**
 * Reads what follows `<PRI>1 ` at `at`. Devices leave fields out, break the timestamp, or end the header early with a tag's colon
 * (`host app: message`): what is missing is null, and the message begins where no field does.
 */
export function parseRfc5424(text: string, at: number): Rfc5424Header {
  const fields: string[] = []
  let end = skipBlanks(text, at)
  let open = true
  while (open && fields.length < 5 && !startsCef(text, end)) {
    const field = (fields.length === 0 ? timestampAt(text, end) : null) ?? matchAt(FIELD, text, end)?.[0]
    if (field === undefined) break
    open = !field.endsWith(':')
    fields.push(open ? field : field.slice(0, -1))
    end = skipBlanks(text, end + field.length)
  }
  const [timestamp, host, appName, procId, msgId] = fields.map((field) => (field === '-' ? null : field))
  const structuredData = open ? structuredDataAt(text, end) : null
  if (structuredData !== null) end += structuredData.length
  else if (msgId !== undefined && isNil(text, end)) end++
  return {
    timestamp: timestamp ?? null,
    host: host ?? null,
    appName: appName ?? null,
    procId: procId ?? null,
    msgId: msgId ?? null,
    structuredData,
    messageOffset: skipBlanks(text, end),
  }
}

function isNil(text: string, at: number): boolean {
  return text[at] === '-' && skipBlanks(text, at + 1) !== at + 1
}
