import type { Row } from '../decode/common-security-log/row.ts'
import type { NormalisedRow } from '../decode/devices/device.ts'
import { percentDecode } from '../decode/percent-decode.ts'
import type { MatchedOn } from './match.ts'

/** How often an indicator may have been escaped: once by the client or the device, and once more on the way. */
const MAX_DECODINGS = 2

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
  const sent = new Map<string, unknown>(Object.entries(row))
  for (const [column, original] of Object.entries(normalised)) {
    if (original === '') sent.delete(column)
    else sent.set(column, original)
  }
  return Object.fromEntries(sent)
}
