import type { DraftRow } from './draft-row.ts'
import { parseRequestUrl } from '../request-url.ts'

/** Fills DestinationDnsDomain and DestinationHostName, where they were not sent, with the host of RequestURL. */
export function fillDestinationNames(row: DraftRow): void {
  const { host } = parseRequestUrl(row.RequestURL ?? '')
  row.DestinationDnsDomain ||= host
  row.DestinationHostName ||= host
}
