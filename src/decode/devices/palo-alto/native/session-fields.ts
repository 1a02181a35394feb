import { COMMON_FIELDS, type NativeField, run } from './native-layout.ts'

/** What all logs about a session begin with: THREAT, TRAFFIC, DECRYPTION, tunnel inspection, GTP and SCTP. */
export const SESSION_FIELDS: readonly NativeField[] = [
  ...COMMON_FIELDS,
  ...run(7, ['src', 'dst', 'sourceTranslatedAddress', 'destinationTranslatedAddress']),
  [11, 'cs1', 'Rule'],
  ...run(12, ['suser', 'duser', 'app']),
  [15, 'cs3', 'Virtual System'],
  [16, 'cs4', 'Source Zone'],
  [17, 'cs5', 'Destination Zone'],
  ...run(18, ['deviceInboundInterface', 'deviceOutboundInterface']),
  [20, 'cs6', 'LogProfile'],
  [22, 'cn1', 'SessionID'],
  ...run(23, ['cnt', 'spt', 'dpt', 'sourceTranslatedPort', 'destinationTranslatedPort']),
  [28, 'flexString1', 'Flags'],
  ...run(29, ['proto', 'act']),
]

/**
 * What newer versions append for the two ends of a session: two times eight fields. PAN-OS's own CEF leaves them out; the keys are those
 * of log forwarding, which sends the same.
 */
export function endpointFields(first: number): readonly NativeField[] {
  const of = (end: string): readonly string[] =>
    ['Category', 'Profile', 'Model', 'Vendor', 'OSFamily', 'OSVersion', 'Host', 'Mac'].map((name) => `PanOS${end}Device${name}`)
  return run(first, [...of('Source'), ...of('Destination')])
}
