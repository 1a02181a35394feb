import type { MutableRow } from '../common-security-log/row.ts'
import { parseRequestUrl } from '../request-url.ts'

/** Fills DestinationDnsDomain and DestinationHostName, where they were not sent, with the host of RequestURL. */
export function fillDestinationNames(row: MutableRow): void {
  const { host } = parseRequestUrl(row.RequestURL ?? '')
  row.DestinationDnsDomain ||= host
  row.DestinationHostName ||= host
}
