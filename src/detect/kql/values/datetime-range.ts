/** 0001-01-01 and the last tick of 9999, in ticks since the Unix epoch. */
export const MIN_DATETIME = -621_355_968_000_000_000n
export const MAX_DATETIME = 2_534_023_007_999_999_999n

/** The ticks, or null where they are no datetime. */
export function datetimeOrNull(ticks: bigint): bigint | null {
  return ticks < MIN_DATETIME || ticks > MAX_DATETIME ? null : ticks
}
