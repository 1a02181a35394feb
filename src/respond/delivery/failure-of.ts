import { ForbiddenAddressError } from './forbidden-address.ts'
import type { Outcome } from './outcome.ts'

/** The outcome of an attempt whose connection failed. Only the code, or else the error's name, is kept: a message can hold the URL. */
export function failureOf(error: unknown): Outcome {
  if (error instanceof ForbiddenAddressError) return { kind: 'forbidden', address: error.address }
  if (!(error instanceof Error)) return { kind: 'network', code: 'UNKNOWN' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return code === 'UND_ERR_CONNECT_TIMEOUT' ? { kind: 'timeout' } : { kind: 'network', code }
}
