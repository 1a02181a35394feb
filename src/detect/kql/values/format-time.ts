import { partsOf } from './calendar.ts'
import { partsOfTimespan, TICKS } from './timespan.ts'

type Field = (letter: string, count: number) => string

/** A datetime by a pattern of `yyyy MM dd HH mm ss fffffff tt`; other characters stand for themselves. There are
 * no names of months and days: `MMM` is `MM` and `M`. */
export function formatDatetimeBy(ticks: bigint, pattern: string): string {
  const { year, month, day, time } = partsOf(ticks)
  const hour = Number(time / TICKS.h)
  const values: Readonly<Record<string, number>> = {
    y: year,
    M: month,
    d: day,
    H: hour,
    h: hour % 12 === 0 ? 12 : hour % 12,
    m: Number(time / TICKS.m) % 60,
    s: Number(time / TICKS.s) % 60,
  }
  return formatBy(pattern, /y{1,4}|M{1,2}|d{1,2}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|f{1,7}|F{1,7}|t{1,2}/g, (letter, count) => {
    if (letter === 'y') return count <= 2 ? padded(year % 100, count) : padded(year, count)
    if (letter === 't') return (hour < 12 ? 'AM' : 'PM').slice(0, count)
    if (letter === 'f' || letter === 'F') return fractionOf(time % TICKS.s, letter, count)
    return padded(values[letter] ?? 0, count)
  })
}

/** A timespan by a pattern of `d hh mm ss fffffff`; `H` is `h`. A negative one begins with a minus. */
export function formatTimespanBy(ticks: bigint, pattern: string): string {
  const { negative, days, hours, minutes, seconds, fraction } = partsOfTimespan(ticks)
  const values: Readonly<Record<string, bigint>> = { d: days, h: hours, H: hours, m: minutes, s: seconds }
  const text = formatBy(pattern, /d+|H+|h+|m+|s+|f{1,7}|F{1,7}/g, (letter, count) => {
    if (letter === 'f' || letter === 'F') return fractionOf(fraction, letter, count)
    return padded(Number(values[letter] ?? 0n), count)
  })
  return negative ? `-${text}` : text
}

function formatBy(pattern: string, fields: RegExp, field: Field): string {
  return pattern.replace(fields, (run) => field(run.charAt(0), run.length))
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0')
}

function fractionOf(ticks: bigint, letter: string, count: number): string {
  const digits = String(ticks).padStart(7, '0').slice(0, count)
  return letter === 'F' ? digits.replace(/0+$/, '') : digits
}
