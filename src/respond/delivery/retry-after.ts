/**
 * Milliseconds to wait by a `Retry-After` header, either of its forms: seconds, or an HTTP date (RFC 9110, section 10.2.3). null when
 * it is neither.
 */
export function parseRetryAfter(value: string, now: number): number | null {
  if (/^\d+$/.test(value)) return Number(value) * 1000
  // Date.parse alone would take `-5` and much else for a date.
  const date = /^[A-Z][a-z]+,? .* GMT$/.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(date) ? null : Math.max(date - now, 0)
}
