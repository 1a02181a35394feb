/** UTC, an IANA name (`Europe/Berlin`) or an offset (`+02:00`). */
export type TimeZone = string

const formats = new Map<TimeZone, Intl.DateTimeFormat | null>()

/** True for a name or offset that this runtime knows. */
export function isTimeZone(text: string): boolean {
  return formatOf(text) !== null
}

/**
 * Milliseconds since the Unix epoch of a local time, given as the milliseconds that it would be in UTC. A time that the change to
 * summer time leaves out is taken as if it had come later; one that occurs twice, as the first. An unknown zone is UTC.
 */
export function localToUtc(local: number, timeZone: TimeZone): number {
  if (timeZone === 'UTC') return local
  const before = local - offsetAt(local - 86_400_000, timeZone)
  const after = local - offsetAt(before, timeZone)
  return after + offsetAt(after, timeZone) === local && before + offsetAt(before, timeZone) !== local ? after : before
}

/** By how many milliseconds the zone's clocks are ahead of UTC at a time in milliseconds since the Unix epoch. */
function offsetAt(time: number, timeZone: TimeZone): number {
  const format = formatOf(timeZone)
  if (format === null) return 0
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}

function formatOf(timeZone: TimeZone): Intl.DateTimeFormat | null {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const format = newFormat(timeZone)
  formats.set(timeZone, format)
  return format
}

function newFormat(timeZone: TimeZone): Intl.DateTimeFormat | null {
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'gregory', ...numeric })
  } catch {
    return null
  }
}
