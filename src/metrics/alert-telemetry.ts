import type { RuleSet } from '../detect/detector.ts'
import type { Alert } from '../respond/alerts/alert.ts'
import type { AlertEvents } from '../respond/alerts/alert-events.ts'
import type { RetentionEvents } from '../respond/alerts/retention.ts'
import { GLOBAL_SCOPE } from '../respond/alerts/storm.ts'
import type { StoreEvents, StoreOpening } from '../respond/alerts/store.ts'
import { formatError } from '../base/errors.ts'
import type { Telemetry } from './telemetry.ts'

/** The series of the rules exist at 0 as soon as the rules are in force. */
export function openRuleSeries(telemetry: Telemetry, rules: RuleSet['rules']): void {
  for (const { id: rule } of rules) {
    telemetry.count('cefwatch_alerts_stored_total', { rule }, 0)
    for (const reason of ['dedup', 'silence', 'storm']) telemetry.count('cefwatch_rule_suppressed_total', { rule, reason }, 0)
  }
}

/** Counts and logs what becomes of matches. */
export function alertTelemetry(telemetry: Telemetry): AlertEvents {
  return {
    alertStored: (alert, latencyMs) => {
      telemetry.count('cefwatch_alerts_stored_total', { rule: alert.rule.id })
      telemetry.observe('cefwatch_detection_latency_seconds', {}, latencyMs / 1000)
      telemetry.log({ level: 'info', message: alert.description, fields: alertFields(alert) })
    },
    matchSuppressed: (rule) => telemetry.count('cefwatch_rule_suppressed_total', { rule, reason: 'silence' }),
    matchGrouped: (rule) => telemetry.count('cefwatch_rule_suppressed_total', { rule, reason: 'dedup' }),
    // Not logged each: the log must not be flooded either.
    alertHeldBack: ({ rule }) => telemetry.count('cefwatch_alerts_stored_total', { rule: rule.id }),
    matchHeldBack: (rule) => telemetry.count('cefwatch_rule_suppressed_total', { rule, reason: 'storm' }),
    stormBegan: (ruleName) => {
      const whose = ruleName === null ? 'all rules together' : `the rule "${ruleName}"`
      const message = `a storm of new alerts of ${whose}: more are stored, and only summed up to the webhooks until it is over`
      telemetry.log({ level: 'warn', message, fields: { rule: ruleName } })
    },
    stormSummarised: (summary) => {
      telemetry.log({ level: 'info', message: summary.description, fields: { alert: summary.id, rule: summary.rule.name } })
    },
    stormEnded: (scope, alertsHeldBack, matchesHeldBack) => {
      const rule = scope === GLOBAL_SCOPE ? null : scope
      const fields = { rule, alertsHeldBack, matchesHeldBack }
      telemetry.log({ level: 'warn', message: 'the storm of alerts is over: new ones are delivered again', fields })
    },
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

/** Tells how the store's file was found at the start. */
export function reportOpening(telemetry: Telemetry, { check, movedAside, shrinks }: StoreOpening, file: string): void {
  telemetry.count('cefwatch_store_corrupt_total', {}, movedAside === null ? 0 : 1)
  if (movedAside !== null) {
    const message = 'the store was corrupt: it was moved aside and a new one begun; alerts and deliveries in it are kept there'
    telemetry.log({ level: 'error', message, fields: { file, movedAside } })
  }
  if (check === 'too large') {
    telemetry.log({ level: 'info', message: 'the store was not checked: it is too large for that', fields: { file } })
  }
  if (!shrinks) {
    const message = 'the file of the store will not shrink when alerts are removed: its disk has no room to make it anew'
    telemetry.log({ level: 'warn', message, fields: { file } })
  }
}

/** Counts what retention removes, and says when it may not remove enough. */
export function retentionTelemetry(telemetry: Telemetry): RetentionEvents {
  for (const reason of ['age', 'size']) telemetry.count('cefwatch_alerts_removed_total', { reason }, 0)
  let isOver = false
  return {
    alertsRemoved: (count, reason) => telemetry.count('cefwatch_alerts_removed_total', { reason }, count),
    retentionDone: (usedBytes, isOverLimit) => {
      telemetry.set('cefwatch_store_bytes', {}, usedBytes)
      if (isOverLimit && !isOver) {
        const message = 'the store is larger than data.retention.size, and what is left is still needed'
        telemetry.log({ level: 'warn', message, fields: { usedBytes } })
      }
      isOver = isOverLimit
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
