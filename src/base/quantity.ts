const MILLISECONDS_PER_UNIT: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
const BYTES_PER_UNIT: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 }

/** Milliseconds of a duration such as `500ms`, `30s`, `5m`, `24h`, `7d`; null for anything else. */
export function parseDuration(text: string): number | null {
  return parseQuantity(text, MILLISECONDS_PER_UNIT)
}

/** Bytes of a size such as `512B`, `64KiB`, `4MiB`; null for anything else. */
export function parseSize(text: string): number | null {
  return parseQuantity(text, BYTES_PER_UNIT)
}

function parseQuantity(text: string, units: Readonly<Record<string, number>>): number | null {
  const [, digits, unit = ''] = /^(\d{1,12})([A-Za-z]+)$/.exec(text) ?? []
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined
  return digits === undefined || factor === undefined ? null : Number(digits) * factor
}
