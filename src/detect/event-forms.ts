import { percentDecode } from '../decode/percent-decode.ts'
import type { Row } from '../decode/common-security-log/row.ts'
import type { Event } from './event.ts'
import type { MatchedOn } from './match.ts'

/** One form of an event that the rules are evaluated on. */
export type EventForm = { readonly row: Row; readonly as: Exclude<MatchedOn, 'raw'> }

/** How often an indicator may have been escaped: once by the client or the device, and once more on the way. */
const MAX_DECODINGS = 2

/** The forms of an event: its row, and the row with RequestURL percent-decoded, once and twice, where that differs. */
export function eventForms(row: Row): readonly EventForm[] {
  const forms: EventForm[] = [{ row, as: 'normalised' }]
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
export function rowAsSent(event: Event & { readonly row: Row }): Row {
  return { ...event.row, ...event.normalised }
}
