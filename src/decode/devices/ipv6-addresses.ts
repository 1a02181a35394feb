import type { DraftRow } from './draft-row.ts'

/**
 * Fills SourceIP and DestinationIP, where they were not sent, from the custom IPv6 addresses that are labelled so: PAN-OS sends no
 * `src` and `dst` for a session over IPv6, and the CEF dictionary gives c6a2 and c6a3 to every device for that.
 */
export function fillIpv6Addresses(row: DraftRow): void {
  row.SourceIP ||= addressLabelled(row, 'source ipv6 address')
  row.DestinationIP ||= addressLabelled(row, 'destination ipv6 address')
}

function addressLabelled(row: DraftRow, label: string): string {
  const slots = [
    [row.DeviceCustomIPv6Address1Label, row.DeviceCustomIPv6Address1],
    [row.DeviceCustomIPv6Address2Label, row.DeviceCustomIPv6Address2],
    [row.DeviceCustomIPv6Address3Label, row.DeviceCustomIPv6Address3],
    [row.DeviceCustomIPv6Address4Label, row.DeviceCustomIPv6Address4],
  ]
  return slots.find(([name]) => name?.toLowerCase() === label)?.[1] ?? ''
}
