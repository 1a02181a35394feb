import type { Exclusion } from './exclusion.ts'

const MILLISECONDS_PER_DAY = 86_400_000

/** Whether the exclusion's last day is over. `now` is in milliseconds since the Unix epoch. */
export function isExpired({ expires }: Exclusion, now: number): boolean {
  return now >= Date.parse(expires) + MILLISECONDS_PER_DAY
}
