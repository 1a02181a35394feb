import type { Row } from '../decode/common-security-log/row.ts'
import type { EventForm } from './event-forms.ts'
import type { OutputRow, Query } from './kql/query.ts'
import type { Indicator, MatchedOn } from './match.ts'

export type RuleMatch = { readonly matchedOn: MatchedOn; readonly output: OutputRow; readonly indicators: readonly Indicator[] }

/**
 * Whether a rule's query is true of an event, and on which of its forms first. The rule is asked about the normalised row; `asSent`
 * only tells whether Sentinel would have answered the same. An event is one match, however many rows the query makes of it.
 */
export function evaluateRule(query: Query, forms: readonly EventForm[], asSent: Row): RuleMatch | null {
  for (const { row, as } of forms) {
    const [output] = query.evaluate(row)
    if (output === undefined) continue
    const matchedOn = as === 'normalised' && query.evaluate(asSent).length > 0 ? 'raw' : as
    return { matchedOn, output, indicators: query.indicators(row) }
  }
  return null
}
