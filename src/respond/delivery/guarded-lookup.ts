import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { type ForbiddenAddress, ForbiddenAddressError } from './forbidden-address.ts'

/**
 * DNS for connections: gives only addresses that are not forbidden, and fails when no other is left. The connection is made to what was
 * looked at here, so that a name which points elsewhere a moment later (DNS rebinding) gains nothing.
 */
export function guardedLookup(isForbidden: ForbiddenAddress, resolve: typeof lookup = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const failed = error ?? refusal(addresses, isForbidden)
      const [first, ...others] = failed === null ? addresses.filter(({ address }) => !isForbidden(address)) : []
      if (first === undefined) callback(failed ?? new Error(`${hostname} has no address`), options.all === true ? [] : '')
      else if (options.all === true) callback(null, [first, ...others])
      else callback(null, first.address, first.family)
    })
  }
}

function refusal(addresses: readonly LookupAddress[], isForbidden: ForbiddenAddress): Error | null {
  const [first] = addresses
  return first !== undefined && addresses.every(({ address }) => isForbidden(address))
    ? new ForbiddenAddressError(first.address)
    : null
}
