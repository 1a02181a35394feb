import type { Verdict } from '../../decode/devices/verdict.ts'
import type { Match } from '../../detect/match.ts'

/** What the device's verdict means to the reader. Blocking ends one request, not the program that made it. */
const MEANING: Readonly<Record<Verdict, string>> = {
  blocked: 'The device blocked this request, but the implant that made it is likely still running on the source host.',
  allowed: 'The device let this request through.',
  unknown: 'What the device did with this request is not known.',
}

/** No DNS name is longer (RFC 1035, section 2.3.4); what a request claims for one may be. */
const MAX_NAME = 253

/** An alert in two sentences: who asked whom, and what that means. Holds names that the sender of the request chose. */
export function describeMatch({ row, verdict }: Match, ruleName: string): string {
  const address = row.SourceIP ?? 'an unknown source'
  const source = row.SourceHostName === undefined ? address : `${row.SourceHostName.slice(0, MAX_NAME)} (${address})`
  const destination = row.DestinationHostName ?? row.DestinationDnsDomain ?? row.DestinationIP ?? 'an unknown destination'
  return `${ruleName}: ${source} to ${destination.slice(0, MAX_NAME)}. ${MEANING[verdict]}`
}
