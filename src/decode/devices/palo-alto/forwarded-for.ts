import { isIpAddress } from './ip-address.ts'

/**
 * True for the address of an X-Forwarded-For header, which PAN-OS puts where the source user is when it is told to use that header and
 * knows no user for it: `x-fwd-for: 192.0.2.7`, or the address alone.
 */
export function isForwardedFor(user: string): boolean {
  return isIpAddress(user.replace(/^x-fwd-for: ?/, ''))
}
