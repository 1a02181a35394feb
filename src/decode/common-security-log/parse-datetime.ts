const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Nanoseconds in one unit of a count since the Unix epoch, by the count's number of digits: seconds, milliseconds, nanoseconds. */
const EPOCH_UNITS: Readonly<Record<number, bigint>> = { 10: 1_000_000_000n, 13: 1_000_000n, 19: 1n }

const TICKS_PER_SECOND = 10_000_000n

/** `Mar 01 2021 20:48:16.123 GMT`, as the CEF standard has it. */
const CEF_TIME = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: (?:UTC|GMT))?$/

const ISO_TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/

/**
 * Ticks (100 ns) since the Unix epoch of a time as devices write it: an epoch in s, ms or ns, the CEF standard's form with a year,
 * or ISO 8601. A time without a zone is taken as UTC. null for anything else.
 */
export function parseDatetime(text: string): bigint | null {
  const unit = /^\d+$/.test(text) ? EPOCH_UNITS[text.length] : undefined
  if (unit !== undefined) return (BigInt(text) * unit) / 100n
  const cef = CEF_TIME.exec(text)
  if (cef !== null) {
    const [, month = '', day = '', year = '', hour = '', minute = '', second = '', fraction] = cef
    const number = MONTHS.indexOf(month) + 1
    return number === 0 ? null : fromParts([year, String(number), day, hour, minute, second], fraction)
  }
  const iso = ISO_TIME.exec(text)
  if (iso === null) return null
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', fraction, zone] = iso
  const local = fromParts([year, month, day, hour, minute, second], fraction)
  return local === null ? null : local - offsetOf(zone)
}

/** null for a date or time that does not exist, which Date.UTC would roll over. */
function fromParts(parts: readonly string[], fraction = ''): bigint | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number)
  const milliseconds = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(milliseconds)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null
  return (BigInt(milliseconds) / 1000n) * TICKS_PER_SECOND + BigInt(fraction.slice(0, 7).padEnd(7, '0'))
}

function offsetOf(zone: string | undefined): bigint {
  if (zone === undefined || zone === 'Z') return 0n
  const [sign, hours, minutes] = [zone[0], zone.slice(1, 3), zone.slice(-2)]
  const seconds = BigInt(hours) * 3600n + BigInt(minutes) * 60n
  return (sign === '-' ? -seconds : seconds) * TICKS_PER_SECOND
}
