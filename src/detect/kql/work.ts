import { CefwatchError } from '../../base/errors.ts'

/*
 * What one event may cost. Events are chosen by whoever sends them, and a query can make much of one: rows of rows, texts that double, a
 * pattern that is tried at every character. A unit is about a character that is looked at, a nanosecond or a few. Evaluation is
 * synchronous, so that one count for the thread is enough.
 */

/** Of one query on one event: 64 Mi units, a tenth of a second or a few. */
const EVENT_WORK = 2 ** 26

/** Of a query that is being loaded, for what is known of it then. */
const LOAD_WORK = 8 * EVENT_WORK

const WORK = { event: EVENT_WORK, load: LOAD_WORK }

/** In milliseconds: work whose cost is known only by the clock may take as long on one event. */
const EVENT_TIME_MS = 500

/** Outside of an evaluation nothing is counted. */
let left = Infinity

/** Begins a count. What it returns must be given to endWork(): a count inside another counts in both. */
export function beginWork(of: keyof typeof WORK): number {
  const outer = left
  left = WORK[of]
  return outer
}

export function endWork(of: keyof typeof WORK, outer: number): void {
  left = outer - (WORK[of] - left)
}

/** Counts work, before it is done. Throws KQL_TOO_COSTLY when it is too much. */
export function spendWork(units: number): void {
  left -= units
  if (left < 0) throw tooCostly()
}

/** Throws KQL_TOO_COSTLY when work that began at `start`, a time of performance.now(), has taken too long already. */
export function checkTimeSince(start: number): void {
  if (performance.now() - start > EVENT_TIME_MS) throw tooCostly()
}

/** Counts work that began at `start`, a time of performance.now(). Throws KQL_TOO_COSTLY when it is too much. */
export function spendTimeSince(start: number): void {
  const milliseconds = performance.now() - start
  if (milliseconds > 1) spendWork((milliseconds * EVENT_WORK) / EVENT_TIME_MS)
}

export function tooCostly(): CefwatchError {
  return new CefwatchError('KQL_TOO_COSTLY', 'the query takes too much work on one event')
}

export function isTooCostly(error: unknown): error is CefwatchError {
  return error instanceof CefwatchError && error.code === 'KQL_TOO_COSTLY'
}
