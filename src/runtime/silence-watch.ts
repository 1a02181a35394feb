import type { Telemetry } from '../metrics/telemetry.ts'
import type { SourceRecord } from './source-table.ts'

/** A source that the configuration names. `silentAfterMs` null: it may be silent for as long as it likes. */
export type WatchedSource = { readonly name: string; readonly silentAfterMs: number | null }

/** Of whatever the configuration does not name. */
const OTHER = 'other'

/** Tells when a source that should send falls silent, and when it is heard again. */
export class SilenceWatch {
  readonly #sources: readonly WatchedSource[]
  readonly #telemetry: Telemetry
  readonly #startedAt: number
  readonly #silent = new Set<string>()

  /** Times are milliseconds since the Unix epoch. A source not heard of yet counts as heard at `startedAt`. */
  constructor(sources: readonly WatchedSource[], telemetry: Telemetry, startedAt: number) {
    this.#sources = sources
    this.#telemetry = telemetry
    this.#startedAt = startedAt
    for (const { name } of [...sources, { name: OTHER }]) {
      telemetry.set('cefwatch_source_last_received_timestamp_seconds', { source: name }, 0)
    }
  }

  /** Names of the sources that are silent now. */
  get silent(): readonly string[] {
    return [...this.#silent]
  }

  look(records: readonly SourceRecord[], now: number): void {
    const lastSeen = new Map<string, number>()
    for (const record of records) {
      const name = record.name ?? OTHER
      lastSeen.set(name, Math.max(record.lastSeen, lastSeen.get(name) ?? 0))
    }
    for (const [source, time] of lastSeen) {
      this.#telemetry.set('cefwatch_source_last_received_timestamp_seconds', { source }, time / 1000)
    }
    for (const source of this.#sources) this.#judge(source, lastSeen.get(source.name) ?? null, now)
  }

  #judge({ name, silentAfterMs }: WatchedSource, lastSeen: number | null, now: number): void {
    if (silentAfterMs === null) return
    const silence = now - (lastSeen ?? this.#startedAt)
    const isSilent = silence >= silentAfterMs
    this.#telemetry.set('cefwatch_source_silent', { source: name }, isSilent ? 1 : 0)
    if (isSilent === this.#silent.has(name)) return
    if (isSilent) this.#silent.add(name)
    else this.#silent.delete(name)
    const since = lastSeen === null ? 'the start' : new Date(lastSeen).toISOString()
    this.#telemetry.log({
      level: isSilent ? 'warn' : 'info',
      message: isSilent ? `nothing has come from "${name}" since ${since}` : `"${name}" sends again`,
      fields: { source: name },
    })
  }
}
