import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Match } from '../detect/match.ts'
import { alertTelemetry, reportOpening, retentionTelemetry, storeTelemetry } from '../metrics/alert-telemetry.ts'
import { deliveryTelemetry } from '../metrics/delivery-telemetry.ts'
import type { Telemetry } from '../metrics/telemetry.ts'
import { alertFrom } from '../respond/alerts/alert.ts'
import { AlertGrouper, type RuleGroupings } from '../respond/alerts/alert-grouper.ts'
import { AlertRecorder } from '../respond/alerts/alert-recorder.ts'
import { AlertStore } from '../respond/alerts/alert-store.ts'
import { SYSTEM_CLOCK } from '../respond/alerts/clock.ts'
import { Retention } from '../respond/alerts/retention.ts'
import { openStore, type Store, type StoreOpening } from '../respond/alerts/store.ts'
import { GLOBAL_SCOPE, type StormWindow } from '../respond/alerts/storm.ts'
import { StormGuard } from '../respond/alerts/storm-guard.ts'
import { StormStore } from '../respond/alerts/storm-store.ts'
import { newDeliveryId } from '../respond/delivery/delivery-id.ts'
import { DeliveryStore } from '../respond/delivery/delivery-store.ts'
import { Dispatcher } from '../respond/delivery/dispatcher.ts'
import { createOutbox } from '../respond/delivery/outbox.ts'
import type { RuleBook } from './rule-book.ts'

/** Matches held in memory while the store refuses: some 60,000 of usual size. */
const MAX_HELD_BYTES = 128 * 1024 * 1024

/** In the data directory. */
export const STORE_FILE = 'cefwatch.db'

/** The control side: from a match to a webhook. */
export type Alerting = {
  readonly alerts: AlertStore
  readonly deliveries: DeliveryStore
  readonly dispatcher: Dispatcher
  readonly isStoreWritable: () => boolean
  /** What an operator should look at, in words. */
  readonly problems: () => readonly string[]
  /** Takes up what the last process left: open windows, and deliveries that wait. */
  readonly start: () => void
  readonly record: (matches: readonly Match[]) => void
  /** Stores what is held and waits for the deliveries on their way until `deadline` aborts them. */
  readonly close: (deadline: AbortSignal) => Promise<void>
}

export type AlertingOptions = {
  readonly config: Pick<Config, 'data' | 'webhooks' | 'grouping' | 'storm'>
  readonly rules: RuleBook
  readonly telemetry: Telemetry
}

/** Opens the store and puts the control side together. Throws STORE_UNAVAILABLE, and TLS_INVALID for a webhook's certificates. */
export function openAlerting({ config, rules, telemetry }: AlertingOptions): Alerting {
  const clock = SYSTEM_CLOCK
  const store = openAndReport(join(config.data.directory, STORE_FILE), telemetry)
  const alerts = new AlertStore(store)
  const deliveries = new DeliveryStore(store)
  const { webhooks } = config
  const dispatcher = new Dispatcher(webhooks, {
    deliveries,
    clock,
    random: Math.random,
    events: deliveryTelemetry(telemetry, namesOf(webhooks)),
  })
  const storms = new StormStore(store)
  const notify = createOutbox({ deliveries, webhooks, now: clock.now, newDeliveryId })
  const recorder = new AlertRecorder({
    store,
    grouper: new AlertGrouper({
      alerts,
      grouping: config.grouping,
      ruleGrouping: groupingsOf(rules),
      guard: new StormGuard({ alerts, storms, limits: config.storm, newAlertId: randomUUID, notify }),
      alertOf: (match) => alertFrom(match, rules.ruleOf(match.ruleId), randomUUID()),
      notify,
    }),
    clock,
    events: alertTelemetry(telemetry),
    deliveriesReady: () => dispatcher.wake(),
    maxHeldBytes: MAX_HELD_BYTES,
  })
  const retention = new Retention({ store, clock, limits: config.data.retention, events: retentionTelemetry(telemetry) })
  return {
    alerts,
    deliveries,
    dispatcher,
    isStoreWritable: () => store.writable,
    problems: () => [...corruption(store.opening), ...storms.storms().map((storm) => stormProblem(storm, rules))],
    start: () => {
      recorder.start()
      retention.start()
      dispatcher.wake()
    },
    record: (matches) => recorder.record(matches),
    close: async (deadline) => {
      retention.close()
      recorder.close()
      await dispatcher.close(deadline)
      store.close()
    },
  }
}

function openAndReport(file: string, telemetry: Telemetry): Store {
  const store = openStore(file, storeTelemetry(telemetry))
  reportOpening(telemetry, store.opening, file)
  return store
}

function namesOf(webhooks: Config['webhooks']): readonly string[] {
  return webhooks.map(({ name }) => name)
}

function corruption({ movedAside }: StoreOpening): readonly string[] {
  if (movedAside === null) return []
  return [`The store was corrupt at the start: it was moved to ${movedAside}, with what waited in it, and a new one begun.`]
}

function stormProblem({ scope, totalAlerts }: StormWindow, rules: RuleBook): string {
  const whose =
    scope === GLOBAL_SCOPE ? 'all rules together' : `"${rules.current.rules.find(({ id }) => id === scope)?.name ?? scope}"`
  return `A storm of alerts of ${whose} goes on: ${totalAlerts} are stored, and only summed up to the webhooks.`
}

function groupingsOf(rules: RuleBook): RuleGroupings {
  return {
    of: (ruleId) => rules.find(ruleId)?.grouping ?? {},
    longestWindowMs: () => Math.max(0, ...rules.current.rules.map(({ grouping }) => grouping.windowMs ?? 0)),
  }
}
