import { performance } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import type { EventLine } from './event-lines.ts'
import type { Transport } from './transport.ts'

export type SendOptions = {
  readonly lines: Iterable<EventLine>
  readonly transport: Transport
  /** Events a second, evenly spaced. */
  readonly rate: number
  /** Ends after so many events; Infinity for no end. */
  readonly count: number
  /** Ends after so long, which is `rate * durationMs / 1000` events; Infinity for no end. */
  readonly durationMs: number
  /** Ends it early. */
  readonly signal: AbortSignal
}

/** A sender that cannot keep up never pauses: this often it lets the receiver's pace through. */
const FLUSH_EVERY = 64

export type SendReport = { readonly sent: number; readonly matching: number }

/**
 * Sends lines at a rate. Each event is due at a time counted from the start, so that a late timer is caught up with and no error adds up.
 * Closes the transport. Rejects with SEND_FAILED.
 */
export async function sendEvents({ lines, transport, rate, count, durationMs, signal }: SendOptions): Promise<SendReport> {
  const total = Math.min(count, Math.round((rate * durationMs) / 1000))
  const startedAt = performance.now()
  let sent = 0
  let matching = 0
  try {
    for (const line of lines) {
      if (sent >= total || signal.aborted) break
      const aheadMs = startedAt + (sent * 1000) / rate - performance.now()
      if (aheadMs > 0 || sent % FLUSH_EVERY === 0) await transport.flush()
      if (aheadMs > 0 && !(await pause(aheadMs, signal))) break
      transport.write(line.text)
      sent++
      if (line.matching) matching++
    }
  } finally {
    await transport.close()
  }
  return { sent, matching }
}

/** False when the signal ended it. */
function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  return setTimeout(ms, true, { signal }).catch(() => false)
}
