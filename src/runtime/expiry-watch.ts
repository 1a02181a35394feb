import type { Exclusion } from '../detect/exclusions/exclusion.ts'
import { isExpired } from '../detect/exclusions/exclusion-expiry.ts'
import type { Telemetry } from '../metrics/telemetry.ts'

const INTERVAL_MS = 60_000

/** Says once of each exclusion that it has expired, and keeps the gauge. Returns what stops it. */
export function watchExpiry(exclusions: () => readonly Exclusion[], telemetry: Telemetry): () => void {
  const told = new Set<Exclusion>()
  const look = (): void => {
    const expired = exclusions().filter((exclusion) => isExpired(exclusion, Date.now()))
    telemetry.set('cefwatch_exclusions_expired', {}, expired.length)
    for (const exclusion of expired.filter((one) => !told.has(one))) {
      told.add(exclusion)
      const { name, owner, expires } = exclusion
      telemetry.log({
        level: 'warn',
        message: `the exclusion "${name}" has expired and no longer works`,
        fields: { owner, expires },
      })
    }
  }
  look()
  const timer = setInterval(look, INTERVAL_MS).unref()
  return () => clearInterval(timer)
}
