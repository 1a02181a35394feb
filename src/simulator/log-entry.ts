import type { WebRequest } from './web-request.ts'

/** What a device writes one line about. */
export type LogEntry = {
  readonly request: WebRequest
  /** When, in milliseconds since the Unix epoch. */
  readonly at: number
  /** The device's own running number. */
  readonly serial: number
}

/** How one family writes a log entry: a whole syslog message without framing. */
export type LineWriter = (entry: LogEntry) => string
