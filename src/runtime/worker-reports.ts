import { ReportMerger } from '../metrics/buffered-telemetry.ts'
import type { Telemetry } from '../metrics/telemetry.ts'
import type { WorkerReport } from './receive-protocol.ts'
import type { SourceRecord } from './source-table.ts'

/** What the workers reported last: counts go to telemetry, senders are kept for the API. */
export class WorkerReports {
  readonly #merger: ReportMerger
  readonly #sources = new Map<unknown, readonly SourceRecord[]>()

  constructor(telemetry: Telemetry) {
    this.#merger = new ReportMerger(telemetry)
  }

  /** `worker` is whatever tells one worker from another. */
  take(worker: unknown, { telemetry, sources }: WorkerReport): void {
    this.#merger.take(worker, telemetry)
    this.#sources.set(worker, sources)
  }

  /** All senders, the most recent first. Behind SO_REUSEPORT a sender stays with one worker; each of its connections may not. */
  sources(): readonly SourceRecord[] {
    return [...this.#sources.values()].flat().sort((a, b) => b.lastSeen - a.lastSeen)
  }
}
