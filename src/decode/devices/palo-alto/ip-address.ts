import { parseAddressRange } from '../../../base/address-range.ts'

const LOOKS_LIKE_ONE = /^[\da-fA-F:.]{2,45}$/

/** True for an IP address, and for nothing with a prefix length or a zone. */
export function isIpAddress(text: string): boolean {
  return LOOKS_LIKE_ONE.test(text) && parseAddressRange(text) !== null
}
