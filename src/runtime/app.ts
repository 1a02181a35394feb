import { formatError } from '../base/errors.ts'
import { VERSION } from '../base/version.ts'
import type { Config } from '../config/config.ts'
import type { RuleSet } from '../detect/detector.ts'
import { createHttpServer, type HttpServer } from '../http/http-server.ts'
import { openRuleSeries } from '../metrics/alert-telemetry.ts'
import { setDeliveryGauges } from '../metrics/delivery-telemetry.ts'
import { createMetricsRegistry, type MetricsRegistry } from '../metrics/registry.ts'
import { type Alerting, openAlerting } from './alerting.ts'
import { createApi } from './api.ts'
import { watchExpiry } from './expiry-watch.ts'
import type { Phase } from './health.ts'
import { KernelCounters } from './kernel-counters.ts'
import { listenerOptions } from './listener-options.ts'
import { loadAnew } from './load-anew.ts'
import type { RuleSetResult } from './load-rule-set.ts'
import { type Logger, logTo } from './logger.ts'
import type { BoundListener } from './receive-protocol.ts'
import { OneAtATime } from './one-at-a-time.ts'
import { type ReceiveWorkers, startReceiveWorkers } from './receive-workers.ts'
import { RuleBook } from './rule-book.ts'
import { loadScannerModule } from './scanner-module.ts'
import { SilenceWatch } from './silence-watch.ts'
import { createSourceDirectory, type NamedSource } from './source-directory.ts'
import { WorkerReports } from './worker-reports.ts'

/** How often the workers' counts are brought over for the console; a scrape asks for them itself. */
const REPORT_INTERVAL_MS = 1000

const NO_SCANNER_MODULE =
  'scanning with regular expressions, at a fifth of the speed: prefilter.wasm was not built (npm run build:wasm)'

export type AppOptions = {
  readonly config: Config
  readonly ruleSet: RuleSet
  readonly logger: Logger
  /** A part that the daemon cannot go on without has failed. */
  readonly failed: (error: Error) => void
}

/** The daemon: the one place that knows all stages, and wires them. */
export class App {
  readonly #options: AppOptions
  readonly #registry: MetricsRegistry
  readonly #rules: RuleBook
  readonly #alerting: Alerting
  readonly #reports: WorkerReports
  readonly #http: HttpServer
  readonly #kernel: KernelCounters
  readonly #silence: SilenceWatch
  readonly #reloads = new OneAtATime(() => this.#reload())
  #workers: ReceiveWorkers | null = null
  #phase: Phase = 'starting'
  #stopWatching: () => void = () => undefined

  /** Opens the store. Throws STORE_UNAVAILABLE. */
  constructor(options: AppOptions) {
    const { config, ruleSet, logger } = options
    this.#options = options
    this.#registry = createMetricsRegistry(logTo(logger))
    const { telemetry } = this.#registry
    this.#rules = new RuleBook(ruleSet)
    openRuleSeries(telemetry, ruleSet.rules)
    this.#alerting = openAlerting({ config, rules: this.#rules, telemetry })
    this.#reports = new WorkerReports(telemetry)
    this.#kernel = new KernelCounters(telemetry)
    this.#silence = new SilenceWatch(config.sources, telemetry, Date.now())
    const api = createApi({
      config,
      startedAt: new Date(),
      registry: this.#registry,
      rules: this.#rules,
      alerting: this.#alerting,
      health: () => ({ phase: this.#phase, isStoreWritable: this.#alerting.isStoreWritable() }),
      listeners: () => this.listeners,
      sources: () => this.#reports.sources(),
      sourceOf: createSourceDirectory(namedSources(config)),
      silentSources: () => this.#silence.silent,
      reload: () => this.reload(),
      refresh: () => this.#refresh(),
    })
    this.#http = createHttpServer(api, { ...config.http, logger })
  }

  /** The listeners as they are bound; empty before start(). */
  get listeners(): readonly BoundListener[] {
    return this.#workers?.listeners ?? []
  }

  /** Begins to serve and to receive; resolves to the port of HTTP. All or nothing: throws LISTEN_FAILED or TLS_INVALID. */
  async start(): Promise<number> {
    const { config, ruleSet, logger, failed } = this.#options
    const { telemetry } = this.#registry
    try {
      const listeners = config.listeners.map((listener) => listenerOptions(listener, config.allow))
      const port = await this.#http.listen()
      const data = { listeners, sources: namedSources(config), ruleSet, scannerModule: loadScannerModule() }
      if (data.scannerModule === null) logger.warn(NO_SCANNER_MODULE)
      this.#workers = await startReceiveWorkers(config.workers, data, {
        matches: (matches) => this.#alerting.record(matches),
        log: logTo(logger),
        report: (worker, report) => this.#reports.take(worker, report),
        crashed: failed,
      })
      this.#alerting.start()
      this.#watch()
      this.#phase = 'running'
      telemetry.set('cefwatch_build_info', { version: VERSION, node: process.versions.node }, 1)
      this.#reloaded(true)
      return port
    } catch (error) {
      await this.#http.close()
      await this.#alerting.close(AbortSignal.abort())
      throw error
    }
  }

  /**
   * Reads rules, functions and exclusions anew; resolves when they are in force everywhere. On any error the old ones stay. One reload
   * follows the other. Never rejects.
   */
  reload(): Promise<RuleSetResult> {
    return this.#reloads.run()
  }

  /** Stops receiving, stores and delivers what it can within `deadlineMs`, and ends. */
  async stop(deadlineMs: number): Promise<void> {
    const deadline = AbortSignal.timeout(deadlineMs)
    this.#phase = 'draining'
    this.#stopWatching()
    await this.#workers?.drain(deadlineMs / 2)
    await this.#alerting.close(deadline)
    await this.#http.close()
  }

  async #reload(): Promise<RuleSetResult> {
    const { config, logger } = this.#options
    const result = await loadAnew(config, process.env, logTo(logger))
    if (result.ok) {
      const { rules, exclusions } = result.ruleSet
      // First here: a match of a new rule may come as soon as a worker has it.
      this.#rules.replace({ rules, exclusions })
      openRuleSeries(this.#registry.telemetry, rules)
      await this.#workers?.reload({ rules, exclusions })
      logger.info({ rules: rules.length, exclusions: exclusions.length }, 'rules and exclusions reloaded')
    } else {
      for (const error of result.errors) logger.error(`not reloaded: ${formatError(error)}`)
    }
    this.#reloaded(result.ok)
    return result
  }

  #watch(): void {
    const stopExpiry = watchExpiry(() => this.#rules.current.exclusions, this.#registry.telemetry)
    const reports = setInterval(() => void this.#takeReports(), REPORT_INTERVAL_MS).unref()
    this.#stopWatching = () => {
      stopExpiry()
      clearInterval(reports)
    }
  }

  async #takeReports(): Promise<void> {
    await this.#workers?.report()
    this.#silence.look(this.#reports.sources(), Date.now())
  }

  async #refresh(): Promise<void> {
    const { telemetry } = this.#registry
    await this.#takeReports()
    await this.#kernel.poll(this.listeners)
    const webhooks = this.#options.config.webhooks.map(({ name }) => name)
    setDeliveryGauges(telemetry, webhooks, this.#alerting.deliveries.counts(), Date.now())
  }

  #reloaded(successful: boolean): void {
    const { telemetry } = this.#registry
    telemetry.set('cefwatch_config_last_reload_successful', {}, successful ? 1 : 0)
    if (successful) telemetry.set('cefwatch_config_last_reload_success_timestamp_seconds', {}, Date.now() / 1000)
  }
}

/** What a worker needs to know of them. */
function namedSources({ sources }: Config): readonly NamedSource[] {
  return sources.map(({ name, addresses, timeZone }) => ({ name, addresses, timeZone }))
}
