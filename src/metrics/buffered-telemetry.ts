import type { CounterLabels, CounterName, GaugeLabels, GaugeName } from './definitions.ts'
import type { LogRecord, ReceiveTelemetry } from './telemetry.ts'

type Sample<N> = { readonly name: N; readonly labels: Readonly<Record<string, string>>; readonly value: number }

/** `isNew` until it was reported once: a series exists at 0 from the start. */
type Count = { readonly name: CounterName; readonly labels: Readonly<Record<string, string>>; value: number; isNew: boolean }

/** What a worker counted since its last report, and where its gauges stand. Structured-cloneable. */
export type TelemetryReport = { readonly counts: readonly Sample<CounterName>[]; readonly gauges: readonly Sample<GaugeName>[] }

/** Telemetry of a worker thread: counts add up here until the main thread asks, so that a count costs no message. Logs go at once. */
export class BufferedTelemetry implements ReceiveTelemetry {
  readonly log: (record: LogRecord) => void
  /** Series stay, once they were counted; those that stand at 0 are not reported. */
  readonly #counts = new Map<string, Count>()
  readonly #gauges = new Map<string, Sample<GaugeName>>()

  constructor(log: (record: LogRecord) => void) {
    this.log = log
  }

  readonly count = <N extends CounterName>(name: N, labels: CounterLabels<N>, amount = 1): void => {
    this.#series(name, labels).value += amount
  }

  readonly counter = <N extends CounterName>(name: N, labels: CounterLabels<N>): ((amount: number) => void) => {
    const series = this.#series(name, labels)
    return (amount) => {
      series.value += amount
    }
  }

  readonly set = <N extends GaugeName>(name: N, labels: GaugeLabels<N>, value: number): void => {
    this.#gauges.set(keyOf(name, labels), { name, labels, value })
  }

  /** Hands over the counts and begins anew; gauges keep their last value. */
  takeReport(): TelemetryReport {
    const counts = [...this.#counts.values()]
      .filter(({ value, isNew }) => value > 0 || isNew)
      .map(({ name, labels, value }) => ({ name, labels, value }))
    for (const series of this.#counts.values()) {
      series.value = 0
      series.isNew = false
    }
    return { counts, gauges: [...this.#gauges.values()] }
  }

  #series(name: CounterName, labels: Readonly<Record<string, string>>): Count {
    const key = keyOf(name, labels)
    const known = this.#counts.get(key)
    if (known !== undefined) return known
    const series = { name, labels, value: 0, isNew: true }
    this.#counts.set(key, series)
    return series
  }
}

/** Takes over the reports of several workers: counts are added, a gauge is the sum over all of them. */
export class ReportMerger {
  readonly #telemetry: ReceiveTelemetry
  readonly #gauges = new Map<unknown, TelemetryReport['gauges']>()

  constructor(telemetry: ReceiveTelemetry) {
    this.#telemetry = telemetry
  }

  /** `worker` is whatever tells one worker from another. */
  take(worker: unknown, { counts, gauges }: TelemetryReport): void {
    for (const { name, labels, value } of counts) this.#telemetry.count(name, labels, value)
    this.#gauges.set(worker, gauges)
    for (const { name, labels } of gauges) this.#telemetry.set(name, labels, this.#sum(keyOf(name, labels)))
  }

  #sum(key: string): number {
    const all = [...this.#gauges.values()].flat()
    return all.filter(({ name, labels }) => keyOf(name, labels) === key).reduce((sum, { value }) => sum + value, 0)
  }
}

function keyOf(name: string, labels: Readonly<Record<string, string>>): string {
  return `${name}\n${Object.values(labels).join('\n')}`
}
