import type { DeliveryEvents } from '../respond/delivery/delivery-events.ts'
import type { DeliveryCount } from '../respond/delivery/delivery-store.ts'
import { FAILURE_REASONS } from '../respond/delivery/retry.ts'
import type { Telemetry } from './telemetry.ts'

/** Counts and logs deliveries. The series of `webhooks` (names) exist at 0 from the start. */
export function deliveryTelemetry(telemetry: Telemetry, webhooks: readonly string[]): DeliveryEvents {
  for (const sink of webhooks) {
    for (const outcome of ['delivered', 'failed']) telemetry.count('cefwatch_notifications_total', { sink, outcome }, 0)
    telemetry.set('cefwatch_circuit_open', { sink }, 0)
    telemetry.set('cefwatch_webhook_disabled', { sink }, 0)
    for (const reason of FAILURE_REASONS) telemetry.count('cefwatch_notification_failures_total', { sink, reason }, 0)
  }
  const attempted = (sink: string, outcome: 'delivered' | 'failed', latencyMs: number): void => {
    telemetry.count('cefwatch_notifications_total', { sink, outcome })
    telemetry.observe('cefwatch_notification_latency_seconds', { sink }, latencyMs / 1000)
  }
  return {
    delivered: (sink, latencyMs) => attempted(sink, 'delivered', latencyMs),
    deliveryFailed: (sink, reason, problem, latencyMs) => {
      attempted(sink, 'failed', latencyMs)
      telemetry.count('cefwatch_notification_failures_total', { sink, reason })
      telemetry.log({
        level: 'warn',
        message: `webhook ${sink} did not take an alert`,
        fields: { webhook: sink, reason, problem },
      })
    },
    deadLettered: (sink, deliveryId, cause) => {
      const message = `an alert could not be delivered to webhook ${sink}; it is kept as a dead letter`
      telemetry.log({ level: 'error', message, fields: { webhook: sink, delivery: deliveryId, cause } })
    },
    dropped: (sink, deliveryId) => {
      const message = `a delivery to webhook ${sink} was dropped on request`
      telemetry.log({ level: 'warn', message, fields: { webhook: sink, delivery: deliveryId } })
    },
    ...endpointTelemetry(telemetry),
  }
}

function endpointTelemetry(
  telemetry: Telemetry,
): Pick<DeliveryEvents, 'circuitOpened' | 'circuitClosed' | 'webhookDisabled' | 'webhookEnabled'> {
  return {
    circuitOpened: (sink, problem) => {
      telemetry.set('cefwatch_circuit_open', { sink }, 1)
      const message = `webhook ${sink} fails again and again; alerts wait for it, and it is tried now and then`
      telemetry.log({ level: 'error', message, fields: { webhook: sink, problem } })
    },
    circuitClosed: (sink) => {
      telemetry.set('cefwatch_circuit_open', { sink }, 0)
      telemetry.log({ level: 'warn', message: `webhook ${sink} answers again`, fields: { webhook: sink } })
    },
    webhookDisabled: (sink, problem) => {
      telemetry.set('cefwatch_webhook_disabled', { sink }, 1)
      const message = `webhook ${sink} is gone, and nothing is sent to it until it is enabled, tested or cefwatch restarted; its alerts wait`
      telemetry.log({ level: 'error', message, fields: { webhook: sink, problem } })
    },
    webhookEnabled: (sink) => {
      telemetry.set('cefwatch_webhook_disabled', { sink }, 0)
      telemetry.log({ level: 'warn', message: `webhook ${sink} is enabled again`, fields: { webhook: sink } })
    },
  }
}

/** Sets the gauges of what waits, and of what was given up. `now` is in milliseconds since the Unix epoch. */
export function setDeliveryGauges(
  telemetry: Telemetry,
  webhooks: readonly string[],
  counts: readonly DeliveryCount[],
  now: number,
): void {
  for (const sink of webhooks) {
    const pending = counts.find(({ webhook, state }) => webhook === sink && state === 'pending')
    const dead = counts.find(({ webhook, state }) => webhook === sink && state === 'dead')
    telemetry.set('cefwatch_queue_depth', { sink }, pending?.count ?? 0)
    telemetry.set(
      'cefwatch_queue_oldest_age_seconds',
      { sink },
      pending === undefined ? 0 : Math.max(now - pending.oldestAt, 0) / 1000,
    )
    telemetry.set('cefwatch_dead_letters', { sink }, dead?.count ?? 0)
  }
}
