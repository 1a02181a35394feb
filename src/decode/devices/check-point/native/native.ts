import type { CefEvent, CefExtensionField } from '../../../cef-parser/cef-event.ts'
import type { Message } from '../../device.ts'
import { readBracketed } from './bracketed-fields.ts'
import { cefExtension } from './cef-extension.ts'
import { cefHeader } from './cef-header.ts'
import { readPiped } from './piped-fields.ts'

/** What is left of a header that lacks its version, or stands inside another one: `CheckPoint 1930 - `. CP-GW is a gateway's own syslog. */
const REST_OF_HEADER =
  /^(?:1 \d{4}-\d\d-\d\d[T ][\d:.,]{8,18}(?:Z|[+-]{1,2}[\d:]{4,6})? [\w.:-]{1,255} )?(?:CheckPoint|CP-GW)(?::|(?: [\w-]{1,16}){1,3}) (?=\[|time=)/

/**
 * Reads what Log Exporter sends as `syslog` or `splunk`, and what a gateway sends by itself, into the event that Log Exporter would have
 * sent as CEF. null when the message is in none of these formats. Values are unescaped, and without the spaces at their end.
 */
export function readNative({ text, structuredData }: Message): CefEvent | null {
  const fields = fieldsOf(text, structuredData)
  return fields === null ? null : { header: cefHeader(fields), extension: cefExtension(fields) }
}

function fieldsOf(text: string, structuredData: string | null): readonly CefExtensionField[] | null {
  const inHeader = structuredData === null ? null : readBracketed(structuredData)
  if (inHeader !== null) return inHeader
  const message = text.trimStart().replace(REST_OF_HEADER, '')
  return readBracketed(message) ?? readPiped(message)
}
