import type { CounterLabels, CounterName, GaugeLabels, GaugeName, HistogramLabels, HistogramName } from './definitions.ts'

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** A log record: what happened, in words, and its particulars. No secret, and nothing at `info` or above for each event. */
export type LogRecord = { readonly level: LogLevel; readonly message: string; readonly fields: Readonly<Record<string, unknown>> }

/** Where the typed event functions of the receive side count and log. A worker thread's implementation carries it over to the main one. */
export type ReceiveTelemetry = {
  readonly count: <N extends CounterName>(name: N, labels: CounterLabels<N>, amount?: number) => void
  /** One series, found once: for what is counted with every batch. */
  readonly counter: <N extends CounterName>(name: N, labels: CounterLabels<N>) => (amount: number) => void
  readonly set: <N extends GaugeName>(name: N, labels: GaugeLabels<N>, value: number) => void
  readonly log: (record: LogRecord) => void
}

/** The main thread's, which holds the registry. */
export type Telemetry = ReceiveTelemetry & {
  readonly observe: <N extends HistogramName>(name: N, labels: HistogramLabels<N>, value: number) => void
}
