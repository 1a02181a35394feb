import { destination, type Logger, pino, stdTimeFunctions } from 'pino'
import type { LogLevel, LogRecord } from '../metrics/telemetry.ts'

export type { Logger }

/** JSON lines on standard error, written at once: what is said last before an end is not lost. */
export function createLogger(level: LogLevel): Logger {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  }
  return pino(options, destination({ dest: 2, sync: true }))
}

/** Writes telemetry's records to `logger`. */
export function logTo(logger: Logger): (record: LogRecord) => void {
  return ({ level, message, fields }) => logger[level](fields, message)
}
