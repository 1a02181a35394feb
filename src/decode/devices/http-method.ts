import { isPlaceholder } from './placeholder.ts'
import { unquote } from './unquote.ts'

/** The first of `candidates` that names a method, in upper case as rules compare it; "" when none does. */
export function httpMethod(...candidates: readonly (string | undefined)[]): string {
  const methods = candidates.map((candidate = '') => unquote(candidate))
  const method = methods.find((method) => method !== '' && !isPlaceholder(method)) ?? ''
  // ASCII only: other letters can become ones that the frame does not hold, and the scanner would miss them.
  return method.replace(/[a-z]+/g, (letters) => letters.toUpperCase())
}
