import type { KqlType, KqlValue } from '../query.ts'
import { addMonths, midnightOf, type Parts, partsOf } from '../values/calendar.ts'
import { datetimeOrNull } from '../values/datetime-range.ts'
import { formatDatetimeBy, formatTimespanBy } from '../values/format-time.ts'
import { TICKS } from '../values/timespan.ts'
import { scalar } from './scalar.ts'
import type { Operand, ScalarFunction } from './scalar-function.ts'

/** Functions of times. `now()` is when the event was received: a rule looks at each event once, at that moment. */
export const DATETIME = {
  now: { ...clock((now, offset) => now + offset), accepts: (offset?: KqlType) => offset === undefined || offset === 'timespan' },
  ingestion_time: { ...clock((now) => now), accepts: (...types) => types.length === 0 },
  ago: clock((now, offset) => now - offset),
  startofday: start((parts, by) => midnightOf(parts.year, parts.month, parts.day + by)),
  startofweek: start((parts, by) => midnightOf(parts.year, parts.month, parts.day - parts.weekday + 7 * by)),
  startofmonth: start((parts, by) => midnightOf(parts.year, parts.month + by, 1)),
  startofyear: start((parts, by) => midnightOf(parts.year + by, 1, 1)),
  endofday: end((parts, by) => midnightBefore(parts.year, parts.month, parts.day + by + 1)),
  endofweek: end((parts, by) => midnightBefore(parts.year, parts.month, parts.day - parts.weekday + 7 * (by + 1))),
  endofmonth: end((parts, by) => midnightBefore(parts.year, parts.month + by + 1, 1)),
  endofyear: end((parts, by) => midnightBefore(parts.year + by + 1, 1, 1)),
  dayofmonth: part((parts) => parts.day),
  dayofyear: part(dayOfYear),
  // The engine adds the rest of the week first, and in the last one there is no such time.
  dayofweek: scalar('timespan', ['datetime'], (time) => {
    const { weekday, year, month, day } = partsOf(time)
    return midnightOf(year, month, day - weekday + 7) === null ? null : BigInt(weekday) * TICKS.d
  }),
  hourofday: part((parts) => Number(parts.time / TICKS.h)),
  monthofyear: part((parts) => parts.month),
  getmonth: part((parts) => parts.month),
  getyear: part((parts) => parts.year),
  week_of_year: scalar('long', ['datetime'], (time) => BigInt(weekOfYear(partsOf(time)))),
  weekofyear: scalar('long', ['datetime'], (time) => BigInt(weekOfYear(partsOf(time)))),
  datetime_part: scalar('long', ['text', 'datetime'], (name, time) => PARTS.get(name.toLowerCase())?.(partsOf(time)) ?? null),
  datetime_add: scalar('datetime', ['text', 'long', 'datetime'], datetimeAdd),
  datetime_diff: scalar(typeOfDifference, ['text', 'datetime', 'datetime'], datetimeDifference),
  make_datetime: scalar('datetime', ['long', 'long', 'long', 'long?', 'long?', 'real?'], makeDatetime),
  make_timespan: scalar('timespan', ['long', 'long', 'real?', 'real?'], makeTimespan),
  format_datetime: scalar('string', ['datetime', 'text'], formatDatetimeBy),
  format_timespan: scalar('string', ['timespan', 'text'], formatTimespanBy),
  unixtime_seconds_todatetime: fromUnix(TICKS.s),
  unixtime_milliseconds_todatetime: fromUnix(TICKS.ms),
  unixtime_microseconds_todatetime: fromUnix(TICKS.microsecond),
  unixtime_nanoseconds_todatetime: scalar('datetime', ['long'], (value) => datetimeOrNull(value / 100n)),
} as const satisfies Record<string, ScalarFunction>

function clock(of: (now: bigint, offset: bigint) => bigint): ScalarFunction {
  return {
    accepts: (offset) => offset === 'timespan',
    type: () => 'datetime',
    isVolatile: true,
    compile: (operand?: Operand) => (scope) => {
      const offset = operand === undefined ? 0n : operand.evaluate(scope)
      const { now } = scope.clock
      return now === null || typeof offset !== 'bigint' ? null : datetimeOrNull(of(now, offset))
    },
  }
}

function start(of: (parts: Parts, by: number) => bigint | null): ScalarFunction {
  return scalar('datetime', ['datetime', 'long?'], (time, by = 0n) => of(partsOf(time), Number(by)))
}

function end(of: (parts: Parts, by: number) => bigint | null): ScalarFunction {
  return start(of)
}

function part(of: (parts: Parts) => number): ScalarFunction {
  return scalar('int', ['datetime'], (time) => of(partsOf(time)))
}

/** The last tick before a midnight, which need not be a datetime itself. */
function midnightBefore(year: number, month: number, day: number): bigint | null {
  const before = midnightOf(year, month, day - 1)
  return before === null ? null : before + TICKS.d - 1n
}

function dayOfYear({ year, month, day }: Parts): number {
  return Math.round((Date.UTC(2000 + (year % 400), month - 1, day) - Date.UTC(2000 + (year % 400), 0, 1)) / 86_400_000) + 1
}

/** Source: ISO 8601, where the week of a year's first Thursday is its first. */
function weekOfYear({ year, month, day, weekday }: Parts): number {
  const thursday = day + 4 - (weekday === 0 ? 7 : weekday)
  const date = new Date(Date.UTC(2000 + (year % 400), month - 1, thursday))
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 604_800_000) + 1
}

const PARTS: ReadonlyMap<string, (parts: Parts) => bigint> = new Map<string, (parts: Parts) => bigint>([
  ['year', ({ year }) => BigInt(year)],
  ['quarter', ({ month }) => BigInt(Math.ceil(month / 3))],
  ['month', ({ month }) => BigInt(month)],
  ['week_of_year', (parts) => BigInt(weekOfYear(parts))],
  ['weekofyear', (parts) => BigInt(weekOfYear(parts))],
  ['day', ({ day }) => BigInt(day)],
  ['dayofyear', (parts) => BigInt(dayOfYear(parts))],
  ['hour', ({ time }) => time / TICKS.h],
  ['minute', ({ time }) => (time / TICKS.m) % 60n],
  ['second', ({ time }) => (time / TICKS.s) % 60n],
  ['millisecond', ({ time }) => (time / TICKS.ms) % 1000n],
  ['microsecond', ({ time }) => (time / TICKS.microsecond) % 1_000_000n],
  ['nanosecond', ({ time }) => (time % TICKS.s) * 100n],
])

const MONTHS: ReadonlyMap<string, number> = new Map([
  ['year', 12],
  ['quarter', 3],
  ['month', 1],
])

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['week', 7n * TICKS.d],
  ['day', TICKS.d],
  ['hour', TICKS.h],
  ['minute', TICKS.m],
  ['second', TICKS.s],
  ['millisecond', TICKS.ms],
  ['microsecond', TICKS.microsecond],
])

function datetimeAdd(unit: string, count: bigint, time: bigint): KqlValue {
  const months = MONTHS.get(unit.toLowerCase())
  if (months !== undefined) return addMonths(time, months * Number(count))
  const ticks = UNITS.get(unit.toLowerCase())
  return ticks === undefined ? null : datetimeOrNull(time + ticks * count)
}

/** The engine counts weeks as a real. */
function typeOfDifference(_types: readonly KqlType[], [unit]: readonly (KqlValue | undefined)[]): KqlType {
  return unit === 'week' ? 'real' : 'long'
}

/** How often the unit's boundary lies between two times. */
function datetimeDifference(unit: string, a: bigint, b: bigint): KqlValue {
  const name = unit.toLowerCase()
  const months = MONTHS.get(name)
  if (months !== undefined) return BigInt(periodOf(a, months) - periodOf(b, months))
  const ticks = UNITS.get(name)
  if (name === 'nanosecond') return (a - b) * 100n
  if (ticks === undefined) return null
  // Weeks begin on Sundays, and the epoch was a Thursday.
  const offset = name === 'week' ? 4n * TICKS.d : 0n
  const difference = floorDivide(a + offset, ticks) - floorDivide(b + offset, ticks)
  return name === 'week' ? Number(difference) : difference
}

function periodOf(time: bigint, months: number): number {
  const { year, month } = partsOf(time)
  return Math.floor((year * 12 + month - 1) / months)
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value % by < 0n ? quotient - 1n : quotient
}

function makeDatetime(year: bigint, month: bigint, day: bigint, hour = 0n, minute = 0n, second = 0): KqlValue {
  const midnight = midnightOf(Number(year), Number(month), Number(day))
  const parts = midnight === null ? null : partsOf(midnight)
  const isDate = parts !== null && parts.month === Number(month) && parts.day === Number(day)
  if (midnight === null || !isDate || !isClock(hour, minute, second)) return null
  return midnight + hour * TICKS.h + minute * TICKS.m + BigInt(Math.round(second * 1e7))
}

/** `(hours, minutes[, seconds])` or `(days, hours, minutes, seconds)`. */
function makeTimespan(first: bigint, second: bigint, third?: number, fourth?: number): KqlValue {
  if (third !== undefined && !Number.isFinite(third)) return null
  const [days, hours, minutes, seconds] =
    fourth === undefined ? [0n, first, second, third ?? 0] : [first, second, BigInt(Math.trunc(third ?? 0)), fourth]
  if (!isClock(hours, minutes, seconds) || days < 0n) return null
  return BigInt.asIntN(64, days * TICKS.d + hours * TICKS.h + minutes * TICKS.m + BigInt(Math.round(seconds * 1e7)))
}

function isClock(hour: bigint, minute: bigint, second: number): boolean {
  return hour >= 0n && hour < 24n && minute >= 0n && minute < 60n && second >= 0 && second < 60
}

function fromUnix(unit: bigint): ScalarFunction {
  return scalar('datetime', ['long'], (value) => datetimeOrNull(value * unit))
}
