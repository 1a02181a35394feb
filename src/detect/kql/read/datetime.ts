import { TICKS_PER_MILLISECOND } from '../../../decode/common-security-log/row.ts'

const DATETIME = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?(Z|[+-]\d\d:\d\d)?$/

const TICKS_PER_SECOND = 1000n * TICKS_PER_MILLISECOND

/**
 * Ticks since the Unix epoch of an ISO 8601 date, or date and time, in UTC unless it names an offset. undefined for anything else.
 * Source: https://learn.microsoft.com/kusto/query/scalar-data-types/datetime#supported-formats
 */
export function parseDatetime(text: string): bigint | undefined {
  const match = DATETIME.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match
  const local = `${String(year)}-${String(month)}-${String(day)}T${hour}:${minute}:${second}`
  const utc = new Date(`${local}Z`)
  // Date.parse() takes 30 February for 1 March.
  if (Number.isNaN(utc.getTime()) || !utc.toISOString().startsWith(local)) return undefined
  const milliseconds = Date.parse(`${local}${zone}`)
  if (Number.isNaN(milliseconds)) return undefined
  return (BigInt(milliseconds) / 1000n) * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, '0'))
}
