import type { Row } from '../decode/common-security-log/row.ts'
import type { NormalisedRow } from '../decode/devices/device.ts'
import { type EventForm, eventForms, rowAsSent } from './event-forms.ts'
import type { OutputRow, Query } from './kql/query.ts'
import type { Indicator, MatchedOn } from './match.ts'

export type RuleMatch = { readonly matchedOn: MatchedOn; readonly output: OutputRow; readonly indicators: readonly Indicator[] }

/**
 * Whether a rule's query is true of an event, and on which of its forms first: normalised, with the URL as sent, with the URL
 * percent-decoded. `raw` says that it is true of the event as sent too, so that Sentinel would have answered the same. An event is one
 * match, however many rows the query makes of it. `forms` are those of the event, made once where many rules are evaluated.
 */
export function evaluateRule(
  query: Query,
  event: NormalisedRow,
  forms: readonly EventForm[] = eventForms(event),
): RuleMatch | null {
  for (const { row, as } of forms) {
    const [output] = query.evaluate(row)
    if (output === undefined) continue
    const matchedOn = as === 'normalised' && query.evaluate(rowAsSent(event)).length > 0 ? 'raw' : as
    return { matchedOn, output, indicators: query.indicators(row) }
  }
  return null
}

/** The same of one row alone, as Sentinel has it. */
export function evaluateAsSent(query: Query, row: Row): RuleMatch | null {
  const [output] = query.evaluate(row)
  return output === undefined ? null : { matchedOn: 'raw', output, indicators: query.indicators(row) }
}
