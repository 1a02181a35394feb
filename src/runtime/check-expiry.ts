import { CefwatchError } from '../base/errors.ts'
import type { Exclusion } from '../detect/exclusions/exclusion.ts'
import { isExpired } from '../detect/exclusions/exclusion-expiry.ts'

/**
 * EXCLUSION_EXPIRED for each exclusion that has already expired: someone believes it works. One that expires while the daemon runs stops
 * working and is logged; the daemon goes on.
 */
export function checkExpiry(exclusions: readonly Exclusion[], now: number): readonly CefwatchError[] {
  return exclusions
    .filter((exclusion) => isExpired(exclusion, now))
    .map(({ name, owner, expires, place }) => {
      const message = `the exclusion "${name}" (owner ${owner}) expired on ${expires}`
      return new CefwatchError('EXCLUSION_EXPIRED', message, { place })
    })
}
