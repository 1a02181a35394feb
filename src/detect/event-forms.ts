import { COLUMN_NAMES, COLUMNS } from '../decode/common-security-log/columns.ts'
import { parseValue } from '../decode/common-security-log/parse-value.ts'
import type { Row } from '../decode/common-security-log/row.ts'
import type { NormalisedRow } from '../decode/devices/device.ts'
import { percentDecode } from '../decode/percent-decode.ts'
import type { MatchedOn } from './match.ts'

/** How often an indicator may have been escaped: once by the client or the device, and once more on the way. */
const MAX_DECODINGS = 2

/** `normalised` holds whole dates. */
const NOTHING_LEFT_OUT = { now: 0n, timeZone: 'UTC' }

/** One form of an event that the rules are evaluated on. */
export type EventForm = { readonly row: Row; readonly as: Exclude<MatchedOn, 'raw'> }

/**
 * The forms of an event: its row; the row with RequestURL as sent, for rules that were written for URLs without the scheme that a
 * normaliser adds; and with RequestURL percent-decoded, once and twice. Each where it differs.
 */
export function eventForms({ row, normalised }: NormalisedRow): readonly EventForm[] {
  const forms: EventForm[] = [{ row, as: 'normalised' }]
  if (normalised.RequestURL) forms.push({ row: { ...row, RequestURL: normalised.RequestURL }, as: 'normalised' })
  let url = row.RequestURL
  for (let round = 0; round < MAX_DECODINGS && url !== undefined; round++) {
    const decoded: string = percentDecode(url)
    if (decoded === url) break
    forms.push({ row: { ...row, RequestURL: decoded }, as: 'decoded' })
    url = decoded
  }
  return forms
}

/** The row as it would be had nothing been normalised: what Sentinel's connector fills in. */
export function rowAsSent({ row, normalised }: NormalisedRow): Row {
  const sent = COLUMN_NAMES.map((column) => {
    const original = normalised[column]
    if (original === undefined) return [column, row[column]] as const
    return [column, original === '' ? undefined : parseValue(COLUMNS[column], original, NOTHING_LEFT_OUT)] as const
  })
  return Object.fromEntries(sent.filter(([, value]) => value !== undefined))
}
