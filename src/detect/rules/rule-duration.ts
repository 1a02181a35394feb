const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const

/**
 * Milliseconds of a duration as rule files have it: `5m`, `1h`, `1d` in YAML, ISO 8601 (`PT5H`, `P2DT1H30M`) in exports. null for
 * anything else.
 */
export function parseRuleDuration(text: string): number | null {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  if (count !== undefined) return Number(count) * UNITS[unit as keyof typeof UNITS]
  const [iso, days, hours, minutes, seconds] =
    /^P(?=\d|T\d)(?:(\d{1,6})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text) ?? []
  if (iso === undefined) return null
  return [days, hours, minutes, seconds].reduce((sum, part, index) => {
    return sum + Number(part ?? 0) * ([UNITS.d, UNITS.h, UNITS.m, UNITS.s][index] ?? 0)
  }, 0)
}
