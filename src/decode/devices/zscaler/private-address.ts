import { parseAddressRange } from '../../../base/address-range.ts'

/** RFC 1918, RFC 6598 (between a provider and its customers) and RFC 4193. */
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(parseAddressRange)

/** True for an IP address that is not routed on the internet. */
export function isPrivateAddress(text: string): boolean {
  return PRIVATE.some((contains) => contains?.(text) === true)
}
