import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { ValueTable } from './value-table.ts'
import { type CounterName, COUNTERS, type GaugeName, GAUGES, HISTOGRAMS } from './definitions.ts'
import type { LogRecord, Telemetry } from './telemetry.ts'

export type MetricsRegistry = {
  readonly telemetry: Telemetry
  /** The sum over a metric's series whose labels have the values in `where`. */
  readonly total: (name: CounterName | GaugeName, where: Readonly<Record<string, string>>) => number
  /** The exposition text for a scrape, and its content type. */
  readonly expose: () => Promise<{ readonly contentType: string; readonly body: string }>
}

/** All metrics of definitions.ts, with the process's own, in one registry. This file alone knows the client library. */
export function createMetricsRegistry(log: (record: LogRecord) => void): MetricsRegistry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  const counters = mapEntries(
    COUNTERS,
    (name, { help, labels }) => new Counter({ name, help, labelNames: [...labels], registers }),
  )
  const gauges = mapEntries(GAUGES, (name, { help, labels }) => new Gauge({ name, help, labelNames: [...labels], registers }))
  const histograms = mapEntries(HISTOGRAMS, (name, { help, labels, buckets }) => {
    return new Histogram({ name, help, labelNames: [...labels], buckets: [...buckets], registers })
  })
  const values = new ValueTable()
  return {
    telemetry: {
      count: (name, labels, amount = 1) => {
        counters[name].inc(labels, amount)
        values.add(name, labels, amount)
      },
      counter: (name, labels) => (amount) => {
        counters[name].inc(labels, amount)
        values.add(name, labels, amount)
      },
      set: (name, labels, value) => {
        gauges[name].set(labels, value)
        values.set(name, labels, value)
      },
      observe: (name, labels, value) => histograms[name].observe(labels, value),
      log,
    },
    total: (name, where) => values.sum(name, where),
    expose: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  }
}

function mapEntries<T extends Record<string, unknown>, R>(
  table: T,
  make: (name: string, value: T[keyof T]) => R,
): Record<keyof T, R> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, make(name, value as T[keyof T])])) as Record<
    keyof T,
    R
  >
}
