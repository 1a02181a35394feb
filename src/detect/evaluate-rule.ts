import type { Row } from '../decode/common-security-log/row.ts'
import type { NormalisedRow } from '../decode/devices/device.ts'
import { type EventForm, eventForms, rowAsSent } from './event-forms.ts'
import type { OutputRow, Query } from './kql/query.ts'
import { isTooCostly } from './kql/work.ts'
import type { Indicator, MatchedOn } from './match.ts'

/** `outputs` are the rows that the query makes of the event: one, or more where it takes a list apart. */
export type RuleMatch = {
  readonly matchedOn: MatchedOn
  readonly outputs: readonly [OutputRow, ...OutputRow[]]
  readonly indicators: readonly Indicator[]
}

/** Rows of one event that are kept. Sentinel makes no more alerts of one run of a rule either. */
const MAX_OUTPUTS = 150

/**
 * Whether a rule's query is true of an event, and on which of its forms first: normalised, with the URL as sent, with the URL
 * percent-decoded. `raw` says that it is true of the event as sent too, so that Sentinel would have answered the same. `forms` are
 * those of the event, made once where many rules are evaluated.
 */
export function evaluateRule(
  query: Query,
  event: NormalisedRow,
  forms: readonly EventForm[] = eventForms(event),
): RuleMatch | null {
  for (const { row, as } of forms) {
    const outputs = outputsOf(query, row)
    if (outputs === null) continue
    const matchedOn = as === 'normalised' && isTrueAsSent(query, event) ? 'raw' : as
    return { matchedOn, outputs, indicators: query.indicators(row) }
  }
  return null
}

/** A match is one, whether or not there is work left to tell how Sentinel would have had it. */
function isTrueAsSent(query: Query, event: NormalisedRow): boolean {
  try {
    return query.evaluate(rowAsSent(event)).length > 0
  } catch (error) {
    if (isTooCostly(error)) return false
    throw error
  }
}

/** The same of one row alone, as Sentinel has it. */
export function evaluateAsSent(query: Query, row: Row): RuleMatch | null {
  const outputs = outputsOf(query, row)
  return outputs === null ? null : { matchedOn: 'raw', outputs, indicators: query.indicators(row) }
}

function outputsOf(query: Query, row: Row): RuleMatch['outputs'] | null {
  const [first, ...others] = query.evaluate(row)
  return first === undefined ? null : [first, ...others.slice(0, MAX_OUTPUTS - 1)]
}
