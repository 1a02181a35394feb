import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config/config.ts'
import type { Match } from '../detect/match.ts'
import { alertTelemetry, storeTelemetry } from '../metrics/alert-telemetry.ts'
import { deliveryTelemetry } from '../metrics/delivery-telemetry.ts'
import type { Telemetry } from '../metrics/telemetry.ts'
import { alertFrom } from '../respond/alerts/alert.ts'
import { AlertGrouper } from '../respond/alerts/alert-grouper.ts'
import { AlertRecorder } from '../respond/alerts/alert-recorder.ts'
import { AlertStore } from '../respond/alerts/alert-store.ts'
import { SYSTEM_CLOCK } from '../respond/alerts/clock.ts'
import { openStore } from '../respond/alerts/store.ts'
import { newDeliveryId } from '../respond/delivery/delivery-id.ts'
import { DeliveryStore } from '../respond/delivery/delivery-store.ts'
import { Dispatcher } from '../respond/delivery/dispatcher.ts'
import { createOutbox } from '../respond/delivery/outbox.ts'
import type { RuleBook } from './rule-book.ts'

/** Matches held in memory while the store refuses: some 60,000 of usual size. */
const MAX_HELD_BYTES = 128 * 1024 * 1024

/** The control side: from a match to a webhook. */
export type Alerting = {
  readonly alerts: AlertStore
  readonly deliveries: DeliveryStore
  readonly isStoreWritable: () => boolean
  /** Takes up what the last process left: open windows, and deliveries that wait. */
  readonly start: () => void
  readonly record: (matches: readonly Match[]) => void
  /** Stores what is held and waits for the deliveries on their way until `deadline` aborts them. */
  readonly close: (deadline: AbortSignal) => Promise<void>
}

export type AlertingOptions = {
  readonly config: Pick<Config, 'data' | 'webhooks' | 'grouping'>
  readonly rules: RuleBook
  readonly telemetry: Telemetry
}

/** Opens the store and puts the control side together. Throws STORE_UNAVAILABLE. */
export function openAlerting({ config, rules, telemetry }: AlertingOptions): Alerting {
  const clock = SYSTEM_CLOCK
  const store = openStore(join(config.data.directory, 'cefwatch.db'), storeTelemetry(telemetry))
  const alerts = new AlertStore(store)
  const deliveries = new DeliveryStore(store)
  const { webhooks } = config
  const dispatcher = new Dispatcher(webhooks, {
    deliveries,
    clock,
    random: Math.random,
    events: deliveryTelemetry(
      telemetry,
      webhooks.map(({ name }) => name),
    ),
  })
  const grouper = new AlertGrouper({
    alerts,
    grouping: config.grouping,
    groupingOf: (ruleId) => rules.ruleOf(ruleId).grouping,
    alertOf: (match) => alertFrom(match, rules.ruleOf(match.ruleId), randomUUID()),
    notify: createOutbox({ deliveries, webhooks, now: clock.now, newDeliveryId }),
  })
  const recorder = new AlertRecorder({
    store,
    alerts,
    grouper,
    clock,
    events: alertTelemetry(
      telemetry,
      rules.current.rules.map(({ id }) => id),
    ),
    deliveriesReady: () => dispatcher.wake(),
    maxHeldBytes: MAX_HELD_BYTES,
  })
  return {
    alerts,
    deliveries,
    isStoreWritable: () => store.writable,
    start: () => {
      recorder.start()
      dispatcher.wake()
    },
    record: (matches) => recorder.record(matches),
    close: async (deadline) => {
      recorder.close()
      await dispatcher.close(deadline)
      store.close()
    },
  }
}
