import { datetimeOrNull } from './datetime-range.ts'
import { TICKS } from './timespan.ts'

/** The parts of a datetime, months and days counted from 1, weekdays from Sunday, 0. */
export type Parts = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly weekday: number
  /** Ticks since midnight. */
  readonly time: bigint
}

export function partsOf(ticks: bigint): Parts {
  const time = ((ticks % TICKS.d) + TICKS.d) % TICKS.d
  const date = new Date(Number((ticks - time) / TICKS.ms))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay(), time }
}

/** Midnight of a day, in ticks; months and days beyond their range count on. null where that is no datetime. */
export function midnightOf(year: number, month: number, day: number): bigint | null {
  const date = new Date(0)
  // Date.UTC() takes years below 100 for the 20th century.
  date.setUTCFullYear(year, month - 1, day)
  const milliseconds = date.getTime()
  return Number.isNaN(milliseconds) ? null : datetimeOrNull(BigInt(milliseconds) * TICKS.ms)
}

/** Months later, on the same day, or on the last of the month where it has none. */
export function addMonths(ticks: bigint, months: number): bigint | null {
  const { year, month, day, time } = partsOf(ticks)
  const index = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  if (!(toYear >= 1 && toYear <= 9999)) return null
  const midnight = midnightOf(toYear, toMonth, Math.min(day, daysIn(toYear, toMonth)))
  return midnight === null ? null : midnight + time
}

export function daysIn(year: number, month: number): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month, 0)
  return date.getUTCDate()
}
