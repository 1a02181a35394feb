import { localToUtc, type TimeZone } from './time-zone.ts'

/** What a device leaves out of a time: the year and the zone. */
export type TimeContext = {
  /** Now, in ticks (100 ns) since the Unix epoch: a time without a year is in the one that puts it nearest. */
  readonly now: bigint
  readonly timeZone: TimeZone
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Ticks in one unit of a count since the Unix epoch, by the count's number of digits: s, ms, us. Nanoseconds are divided. */
const EPOCH_UNITS: Readonly<Record<number, bigint>> = { 10: 10_000_000n, 13: 10_000n, 16: 10n }

const NANOSECOND_DIGITS = 19

const TICKS_PER_SECOND = 10_000_000n
const MILLISECONDS_PER_YEAR = 365.2425 * 86_400_000

const EPOCH = /^(\d{10}|\d{13}|\d{16}|\d{19})(?:\.(\d{1,9}))?$/

const CLOCK = String.raw`(?<hour>\d{1,2}):(?<minute>\d\d):(?<second>\d\d)(?:[.,](?<fraction>\d{1,9}))?`

const ZONE = String.raw` ?(?<zone>Z|UTC|GMT|[+-]\d\d:?\d\d|[ECMP][SD]T|CES?T)`

/** `Mar 01 2021 20:48:16.123 GMT`, as the CEF standard has it; the year of two digits or none; `Mon Mar  1 20:48:16 2021`. */
const NAMED_MONTH = new RegExp(
  String.raw`^(?:[A-Z][a-z]{2} )?(?<month>[A-Z][a-z]{2}) {1,2}(?<day>\d{1,2})(?: (?<year>\d{4}|\d\d))? ${CLOCK}(?:${ZONE})?(?: (?<lastYear>\d{4}))?$`,
)

/** ISO 8601, and PAN-OS's `2021/03/01 20:48:16`. */
const NUMBERS = new RegExp(String.raw`^(?<year>\d{4})[-/](?<month>\d\d)[-/](?<day>\d\d)[T ]${CLOCK}(?:${ZONE})?$`)

/** Abbreviations that mean one zone wherever the four families send them. Minutes ahead of UTC. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  ...{ Z: 0, UTC: 0, GMT: 0, CET: 60, CEST: 120 },
  ...{ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 },
}

/**
 * Ticks (100 ns) since the Unix epoch of a time as devices write it: an epoch in s, ms, us or ns, the CEF standard's form, with a year
 * or not, or ISO 8601. null for anything else, and for a date or time that does not exist.
 */
export function parseDatetime(text: string, context: TimeContext): bigint | null {
  const [, count, decimals] = EPOCH.exec(text) ?? []
  if (count !== undefined) return ticksOfEpoch(count, decimals)
  const groups = (NAMED_MONTH.exec(text) ?? NUMBERS.exec(text))?.groups
  if (groups === undefined) return null
  const month = MONTHS.indexOf(groups['month'] ?? '')
  const parts = { ...groups, month: month === -1 ? groups['month'] : String(month + 1) }
  const year = groups['lastYear'] ?? groups['year']
  if (year !== undefined) return ticksInYear(year.length === 2 ? 2000 + Number(year) : Number(year), parts, context.timeZone)
  return nearest(parts, context)
}

type Parts = Readonly<Record<string, string | undefined>>

function ticksOfEpoch(count: string, decimals = ''): bigint {
  const unit = EPOCH_UNITS[count.length]
  if (unit === undefined || count.length === NANOSECOND_DIGITS) return BigInt(count) / 100n
  return BigInt(count) * unit + (count.length === 10 ? ticksOfFraction(decimals) : 0n)
}

/** Of the years around now, the one that puts the time nearest: for the 29th of February it may be four years off. */
function nearest(parts: Parts, { now, timeZone }: TimeContext): bigint | null {
  const thisYear = 1970 + Math.floor(Number(now / 10_000n) / MILLISECONDS_PER_YEAR)
  const years = Array.from({ length: 9 }, (_, index) => thisYear - 4 + index)
  const candidates = years.flatMap((year) => ticksInYear(year, parts, timeZone) ?? [])
  const distance = (ticks: bigint): bigint => (ticks > now ? ticks - now : now - ticks)
  return candidates.reduce<bigint | null>(
    (best, ticks) => (best === null || distance(ticks) < distance(best) ? ticks : best),
    null,
  )
}

/** null for a date or time that does not exist, which Date.UTC would roll over. */
function ticksInYear(year: number, parts: Parts, timeZone: TimeZone): bigint | null {
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0] = ['month', 'day', 'hour', 'minute', 'second'].map((name) =>
    Number(parts[name]),
  )
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(local)
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59) return null
  const { zone } = parts
  const utc = zone === undefined ? localToUtc(local, timeZone) : local - 60_000 * minutesAhead(zone)
  return (BigInt(utc) / 1000n) * TICKS_PER_SECOND + ticksOfFraction(parts['fraction'])
}

function ticksOfFraction(decimals = ''): bigint {
  return BigInt(decimals.slice(0, 7).padEnd(7, '0'))
}

function minutesAhead(zone: string): number {
  const named = ABBREVIATIONS[zone]
  if (named !== undefined) return named
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return zone.startsWith('-') ? -minutes : minutes
}
