import type { DraftRow } from '../draft-row.ts'

/** Native logs have the direction as a word, where CEF has 0 and 1: the connector's own columns follow from it all the same. */
export function fillRemoteSide(row: DraftRow): void {
  const direction = row.CommunicationDirection?.toLowerCase()
  if (direction !== 'inbound' && direction !== 'outbound') return
  const [address, port] = direction === 'outbound' ? [row.DestinationIP, row.DestinationPort] : [row.SourceIP, row.SourcePort]
  if (address !== undefined) row.RemoteIP ||= address
  if (port !== undefined) row.RemotePort ||= String(port)
}
