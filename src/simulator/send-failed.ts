import { CefwatchError } from '../base/errors.ts'
import type { Target } from './transport.ts'

export function sendFailed(protocol: string, { host, port }: Target, cause: unknown): CefwatchError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new CefwatchError('SEND_FAILED', `cannot send to ${protocol} ${host} port ${port}: ${reason}`, { cause })
}
