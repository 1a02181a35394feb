const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `Nov  4 08:15:30`, RFC 3164 section 4.1.2, in UTC. */
export function syslogTime(at: number): string {
  const date = new Date(at)
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${String(date.getUTCDate()).padStart(2)} ${date.toISOString().slice(11, 19)}`
}

/** `Nov 04 2026 08:15:30`, one of CEF's own forms of a time, in UTC. */
export function cefTime(at: number): string {
  const date = new Date(at)
  const day = String(date.getUTCDate()).padStart(2, '0')
  return `${MONTHS[date.getUTCMonth()] ?? ''} ${day} ${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)}`
}

/** A value of the extension as CEF wants it escaped. Not every device does. */
export function escapeValue(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('=', '\\=')
}

/** `key=value key=value`; values as they are. */
export function extension(fields: readonly (readonly [key: string, value: string | number])[]): string {
  return fields.map(([key, value]) => `${key}=${value}`).join(' ')
}
