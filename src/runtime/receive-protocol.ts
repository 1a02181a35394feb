import type { CefwatchError } from '../base/errors.ts'
import type { RuleSet } from '../detect/detector.ts'
import type { Match } from '../detect/match.ts'
import type { TelemetryReport } from '../metrics/buffered-telemetry.ts'
import type { LogRecord } from '../metrics/telemetry.ts'
import type { ListenerOptions } from '../receive/syslog-server/listener.ts'
import type { NamedSource } from './source-directory.ts'
import type { SourceRecord } from './source-table.ts'

/*
 * What the main thread and a receive worker say to each other. All of it is structured-cloneable.
 */

/** Given to a worker at its start. */
export type ReceiveWorkerData = {
  readonly listeners: readonly ListenerOptions[]
  readonly sources: readonly NamedSource[]
  readonly ruleSet: RuleSet
  /** null: it was not built. */
  readonly scannerModule: WebAssembly.Module | null
}

export type ToWorker =
  /** New rules and exclusions: in force from the next batch on. */
  | { readonly type: 'reload'; readonly ruleSet: RuleSet }
  | { readonly type: 'report' }
  /** So many matches were taken over. */
  | { readonly type: 'taken'; readonly count: number }
  /** Read what the kernel still holds, then end. */
  | { readonly type: 'drain'; readonly deadlineMs: number }

export type BoundListener = {
  readonly name: string
  readonly protocol: string
  readonly address: string
  readonly port: number
  /** By what it reads its sockets. */
  readonly reader: string
}

export type WorkerReport = { readonly telemetry: TelemetryReport; readonly sources: readonly SourceRecord[] }

/** A CefwatchError loses its class on the way; these are its parts. */
export type PlainError = Pick<CefwatchError, 'code' | 'message' | 'remedy' | 'place'>

export type FromWorker =
  | { readonly type: 'listening'; readonly listeners: readonly BoundListener[] }
  | { readonly type: 'failed'; readonly error: PlainError }
  | { readonly type: 'matches'; readonly matches: readonly Match[] }
  | { readonly type: 'report'; readonly report: WorkerReport }
  /** The rules that were sent last are in force. */
  | { readonly type: 'reloaded' }
  | { readonly type: 'log'; readonly record: LogRecord }
  | { readonly type: 'drained'; readonly report: WorkerReport }
