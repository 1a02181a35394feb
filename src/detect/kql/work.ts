import { CefwatchError } from '../../base/errors.ts'

/*
 * What one event may cost. Events are chosen by whoever sends them, and a query can make much of one: rows of rows, texts that double, a
 * pattern that is tried at every character. A unit is about a character that is looked at, a nanosecond or a few. Evaluation is
 * synchronous, so that one count for the thread is enough.
 */

/** Of one query on one event, at most: 64 Mi units, a tenth of a second or a few. */
export const EVENT_WORK = 2 ** 26

/** Of a query that is being loaded, for what is known of it then. */
export const LOAD_WORK = 8 * EVENT_WORK

/** Work whose cost is known only by the clock: a whole event's takes half a second. */
const UNITS_PER_MS = EVENT_WORK / 500

/** Outside of an evaluation nothing is counted. */
let left = Infinity

/** Begins a count of up to `units`. What it returns must be given to endWork(): a count inside another counts in both. */
export function beginWork(units: number): number {
  const outer = left
  left = units
  return outer
}

/** Ends the count that began with `units`, and returns how many were spent. */
export function endWork(units: number, outer: number): number {
  const spent = units - left
  left = outer - spent
  return spent
}

/** Counts work, before it is done. Throws KQL_TOO_COSTLY when it is too much. */
export function spendWork(units: number): void {
  left -= units
  if (left < 0) throw tooCostly()
}

/** Throws KQL_TOO_COSTLY when work that began at `start`, a time of performance.now(), has taken more than there is left. */
export function checkTimeSince(start: number): void {
  if ((performance.now() - start) * UNITS_PER_MS > left) throw tooCostly()
}

/** Counts work that began at `start`, a time of performance.now(). Throws KQL_TOO_COSTLY when it is too much. */
export function spendTimeSince(start: number): void {
  const milliseconds = performance.now() - start
  if (milliseconds > 1) spendWork(milliseconds * UNITS_PER_MS)
}

export function tooCostly(): CefwatchError {
  return new CefwatchError('KQL_TOO_COSTLY', 'the query takes too much work on one event')
}

export function isTooCostly(error: unknown): error is CefwatchError {
  return error instanceof CefwatchError && error.code === 'KQL_TOO_COSTLY'
}
