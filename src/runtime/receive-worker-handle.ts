import { Worker } from 'node:worker_threads'
import { CefwatchError } from '../base/errors.ts'
import type { RuleSet } from '../detect/detector.ts'
import type { Match } from '../detect/match.ts'
import type { LogRecord } from '../metrics/telemetry.ts'
import type { BoundListener, FromWorker, ReceiveWorkerData, ToWorker, WorkerReport } from './receive-protocol.ts'
import { siblingModule } from './sibling-module.ts'

/** What a receive worker tells the main thread unasked. */
export type ReceiveWorkerEvents = {
  readonly matches: (matches: readonly Match[]) => void
  readonly log: (record: LogRecord) => void
  /** Counts since the last report, and the senders as they stand. */
  readonly report: (worker: ReceiveWorkerHandle, report: WorkerReport) => void
  /** The thread ended by itself. Nothing is received any more on its sockets. */
  readonly crashed: (error: Error) => void
}

/** A receive worker, seen from the main thread. */
export class ReceiveWorkerHandle {
  readonly #worker: Worker
  readonly #events: ReceiveWorkerEvents
  readonly #listening = Promise.withResolvers<readonly BoundListener[]>()
  readonly #ended = Promise.withResolvers<undefined>()
  #reloaded = Promise.withResolvers<undefined>()
  #reported = Promise.withResolvers<undefined>()
  #state: 'starting' | 'running' | 'ending' = 'starting'

  constructor(data: ReceiveWorkerData, events: ReceiveWorkerEvents) {
    this.#events = events
    this.#worker = new Worker(siblingModule(import.meta.url, 'receive-worker'), { workerData: data })
    this.#worker.on('message', (message: FromWorker) => this.#onMessage(message))
    this.#worker.on('error', (error: Error) => this.#onCrash(error))
    this.#worker.on('exit', () => {
      this.#onCrash(new Error('a receive worker ended by itself'))
      this.#reported.resolve(undefined)
      this.#ended.resolve(undefined)
    })
  }

  /** The listeners, once they are bound. Rejects when one of them cannot be opened. */
  listening(): Promise<readonly BoundListener[]> {
    return this.#listening.promise
  }

  /** Hands over new rules; resolves when they are in force, or the worker has ended. Not to be called again before that. */
  async reload(ruleSet: RuleSet): Promise<void> {
    this.#reloaded = Promise.withResolvers()
    this.#post({ type: 'reload', ruleSet })
    await Promise.race([this.#reloaded.promise, this.#ended.promise])
  }

  /** Asks for a report; resolves when it has been handed to `events.report`. */
  async report(): Promise<void> {
    this.#post({ type: 'report' })
    await this.#reported.promise
  }

  /** Lets the worker read what the kernel still holds, hand over its last matches and report, and end. */
  async drain(deadlineMs: number): Promise<void> {
    this.#state = 'ending'
    this.#post({ type: 'drain', deadlineMs })
    await this.#ended.promise
  }

  async terminate(): Promise<void> {
    this.#state = 'ending'
    await this.#worker.terminate()
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #onMessage(message: FromWorker): void {
    switch (message.type) {
      case 'listening':
        this.#state = 'running'
        this.#listening.resolve(message.listeners)
        break
      case 'failed':
        this.#state = 'ending'
        this.#listening.reject(new CefwatchError(message.error.code, message.error.message, message.error))
        break
      case 'matches':
        this.#events.matches(message.matches)
        this.#post({ type: 'taken', count: message.matches.length })
        break
      case 'reloaded':
        this.#reloaded.resolve(undefined)
        break
      case 'log':
        this.#events.log(message.record)
        break
      case 'report':
      case 'drained':
        this.#events.report(this, message.report)
        this.#reported.resolve(undefined)
        this.#reported = Promise.withResolvers()
    }
  }

  #onCrash(error: Error): void {
    if (this.#state === 'starting') this.#listening.reject(error)
    if (this.#state === 'running') this.#events.crashed(error)
    this.#state = 'ending'
  }
}
