import type { Alert } from '../respond/alerts/alert.ts'
import type { AlertEvents } from '../respond/alerts/alert-events.ts'
import type { StoreEvents } from '../respond/alerts/store.ts'
import { formatError } from '../base/errors.ts'
import type { Telemetry } from './telemetry.ts'

/** Counts and logs what becomes of matches. The series of `rules` (ids) exist at 0 from the start. */
export function alertTelemetry(telemetry: Telemetry, rules: readonly string[]): AlertEvents {
  for (const rule of rules) {
    telemetry.count('cefwatch_alerts_stored_total', { rule }, 0)
    for (const reason of ['dedup', 'silence']) telemetry.count('cefwatch_rule_suppressed_total', { rule, reason }, 0)
  }
  return {
    alertStored: (alert, latencyMs) => {
      telemetry.count('cefwatch_alerts_stored_total', { rule: alert.rule.id })
      telemetry.observe('cefwatch_detection_latency_seconds', {}, latencyMs / 1000)
      telemetry.log({ level: 'info', message: alert.description, fields: alertFields(alert) })
    },
    matchSuppressed: (rule) => telemetry.count('cefwatch_rule_suppressed_total', { rule, reason: 'silence' }),
    matchGrouped: (rule) => telemetry.count('cefwatch_rule_suppressed_total', { rule, reason: 'dedup' }),
    matchesDropped: (count) => {
      telemetry.count('cefwatch_matches_dropped_total', {}, count)
      telemetry.log({
        level: 'error',
        message: 'matches were lost: the store has refused writes for too long',
        fields: { count },
      })
    },
  }
}

/** Counts and logs how the store does: loud while it refuses, once when it is back. */
export function storeTelemetry(telemetry: Telemetry): StoreEvents {
  telemetry.set('cefwatch_store_writable', {}, 1)
  let refusing = false
  return {
    storeFailed: (error) => {
      telemetry.count('cefwatch_store_failures_total', {})
      telemetry.set('cefwatch_store_writable', {}, 0)
      if (refusing) return
      refusing = true
      telemetry.log({
        level: 'error',
        message: 'alerts cannot be stored; detection goes on, and matches wait in memory',
        fields: { error: formatError(error) },
      })
    },
    storeRecovered: () => {
      refusing = false
      telemetry.set('cefwatch_store_writable', {}, 1)
      telemetry.log({ level: 'warn', message: 'alerts can be stored again', fields: {} })
    },
  }
}

function alertFields({ id, rule, device, matchedOn, source }: Alert): Readonly<Record<string, unknown>> {
  return {
    alert: id,
    rule: rule.name,
    severity: rule.severity,
    verdict: device.verdict,
    matchedOn,
    listener: source.listener,
    sender: source.address,
  }
}
