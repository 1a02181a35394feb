import type { Verdict } from '../../decode/devices/verdict.ts'
import type { Match } from '../../detect/match.ts'
import type { FilledDetails } from '../../detect/rules/alert-details.ts'

/** What the device's verdict means to the reader. Blocking ends one request, not the program that made it. */
const MEANING: Readonly<Record<Verdict, string>> = {
  blocked: 'The device blocked this request, but the implant that made it is likely still running on the source host.',
  allowed: 'The device let this request through.',
  unknown: 'What the device did with this request is not known.',
}

/** No DNS name is longer (RFC 1035, section 2.3.4); what a request claims for one may be. */
const MAX_NAME = 253

type RuleTexts = Pick<FilledDetails, 'displayName' | 'description'>

/**
 * An alert in words: the rule's name, and what the rule makes of the event; where it makes nothing, two sentences: who asked whom, and
 * what that means. Holds names that the sender of the request chose.
 */
export function describeMatch(
  match: Match,
  ruleName: string,
  { displayName, description }: RuleTexts = { displayName: null, description: null },
): string {
  const title = displayName === null ? '' : `${displayName}. `
  return `${ruleName}: ${title}${description ?? describeRequest(match)}`
}

function describeRequest({ row, verdict }: Match): string {
  const address = row.SourceIP ?? 'an unknown source'
  const source = row.SourceHostName === undefined ? address : `${row.SourceHostName.slice(0, MAX_NAME)} (${address})`
  const destination = row.DestinationHostName ?? row.DestinationDnsDomain ?? row.DestinationIP ?? 'an unknown destination'
  return `${source} to ${destination.slice(0, MAX_NAME)}. ${MEANING[verdict]}`
}
