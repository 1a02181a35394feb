import { isIP } from 'node:net'
import { z } from 'zod'
import { parseAddressRange } from '../base/address-range.ts'
import { isTimeZone } from '../decode/common-security-log/time-zone.ts'
import { parseDuration, parseSize } from '../base/quantity.ts'

/** A duration as text (`30s`, `5m`, `24h`), in milliseconds once read. */
export const duration = z.string().transform((text, context) => {
  const milliseconds = parseDuration(text)
  if (milliseconds !== null) return milliseconds
  context.issues.push({ code: 'custom', input: text, message: 'expected a duration such as 30s, 5m or 24h' })
  return z.NEVER
})

/** A size as text (`64KiB`, `4MiB`), in bytes once read. */
export const size = z.string().transform((text, context) => {
  const bytes = parseSize(text)
  if (bytes !== null) return bytes
  context.issues.push({ code: 'custom', input: text, message: 'expected a size such as 64KiB or 4MiB' })
  return z.NEVER
})

export const address = z.string().refine((text) => isIP(text) !== 0 || text === 'localhost', {
  error: 'expected an IPv4 or IPv6 address such as 0.0.0.0 or ::',
})

export const port = z.int().min(0).max(65_535)

export const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, { error: 'expected letters, digits, "-", "_" or "."; at most 63' })

/** An address or a network in CIDR notation. */
export const network = z
  .string()
  .refine((text) => parseAddressRange(text) !== null, { error: 'expected an address or a network such as 192.0.2.0/24' })

/** A time zone as the time zone database calls it, or an offset. */
export const timeZone = z.string().refine(isTimeZone, { error: 'expected a time zone such as UTC, Europe/Berlin or +02:00' })

/** A file's path, taken from the configuration file's folder when relative. */
export const path = z.string().min(1)

/** A secret's text, or `${VAR}` for the value of an environment variable. */
export const secretText = z.string().min(1)
