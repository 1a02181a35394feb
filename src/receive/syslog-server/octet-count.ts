const SPACE = 0x20
const LESS_THAN = 0x3c
const ZERO = 0x30

/** Digits of the longest number that is read as an octet count. A longer run of digits is text. */
export const MAX_COUNT_DIGITS = 20

/** The longest octet count with what tells that a message follows it: digits, SP, `<` and the first digit of the PRI. */
export const MAX_MARK_BYTES = MAX_COUNT_DIGITS + 3

/** The position of the first byte at or after `from` that is no digit, or `to`. Looks no further than one digit past the longest count. */
export function endOfDigits(bytes: Buffer, from: number, to: number): number {
  const limit = Math.min(to, from + MAX_COUNT_DIGITS + 1)
  let at = from
  while (at < limit && isDigit(bytes[at])) at++
  return at
}

/** The decimal number that the digits `[from, to)` write. Leading zeros do no harm. */
export function decimal(bytes: Buffer, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) value = 10 * value + (bytes[at] ?? ZERO) - ZERO
  return value
}

/** Whether a PRI (RFC 5424, section 6.2.1) begins at `at`, as far as two bytes tell. */
export function startsWithPri(bytes: Buffer, at: number, to: number): boolean {
  return at + 1 < to && bytes[at] === LESS_THAN && isDigit(bytes[at + 1])
}

/** Whether a message with a PRI begins at `at`, with or without an octet count in front. */
export function startsMessage(bytes: Buffer, at: number, to: number): boolean {
  if (startsWithPri(bytes, at, to)) return true
  const digits = endOfDigits(bytes, at, to)
  return digits > at && bytes[digits] === SPACE && startsWithPri(bytes, digits + 1, to)
}

/**
 * Where the octet count begins whose message has its PRI at `pri`: a number from 1 to `maxCount`, in front of it a byte that is no
 * digit, or `from`. -1 when there is none at or after `from`.
 */
export function countBefore(bytes: Buffer, from: number, pri: number, maxCount: number): number {
  const digitsEnd = pri - 1
  if (digitsEnd < from || bytes[digitsEnd] !== SPACE) return -1
  const start = startOfDigits(bytes, from, digitsEnd)
  const count = decimal(bytes, start, digitsEnd)
  return count > 0 && count <= maxCount && digitsEnd - start <= MAX_COUNT_DIGITS ? start : -1
}

/** Where an octet count with its PRI may begin that the bytes `[from, to)` break off in; `to` when they break off in none. */
export function startOfBrokenCount(bytes: Buffer, from: number, to: number): number {
  let at = to
  if (at > from && bytes[at - 1] === LESS_THAN) at--
  if (at > from && bytes[at - 1] === SPACE) at--
  return startOfDigits(bytes, from, at)
}

/** The position of the first of the digits in front of `to`. Looks no further back than one digit more than the longest count has. */
function startOfDigits(bytes: Buffer, from: number, to: number): number {
  const limit = Math.max(from, to - MAX_COUNT_DIGITS - 1)
  let at = to
  while (at > limit && isDigit(bytes[at - 1])) at--
  return at
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= ZERO + 9
}
