import { DEVICES } from '../decode/devices/device.ts'
import type { DetectorEvents, RuleSet } from '../detect/detector.ts'
import { isTooCostly } from '../detect/kql/work.ts'
import type { ReceiveTelemetry } from './telemetry.ts'

/** Counts and logs what the detector tells. The series of `ruleSet` exist at 0 from the start. */
export function detectorTelemetry(telemetry: ReceiveTelemetry, { rules, exclusions }: RuleSet): DetectorEvents {
  const events = new Map(DEVICES.map((vendor) => [vendor, telemetry.counter('cefwatch_events_total', { vendor })]))
  const evaluations = new Map(rules.map(({ id: rule }) => [rule, telemetry.counter('cefwatch_rule_evaluations_total', { rule })]))
  for (const { id: rule } of rules) {
    telemetry.count('cefwatch_rule_matches_total', { rule }, 0)
    telemetry.count('cefwatch_rule_eval_errors_total', { rule }, 0)
    for (const { name } of exclusions) telemetry.count('cefwatch_rule_excluded_total', { rule, exclusion: name }, 0)
  }
  const costly = new Set<string>()
  return {
    scanned: (_, { kinds }) => {
      for (const { kind, count } of kinds) {
        if (count > 0) events.get(kind.device)?.(count)
      }
    },
    read: (_batch, _index, { device, format, error }, kind) => {
      telemetry.count('cefwatch_parse_total', { format: format ?? 'unknown', outcome: error?.code ?? 'ok' })
      if (kind === null) events.get(device)?.(1)
    },
    evaluated: ({ id }) => evaluations.get(id)?.(1),
    matched: ({ id }, exclusion) => {
      telemetry.count('cefwatch_rule_matches_total', { rule: id })
      if (exclusion !== null) telemetry.count('cefwatch_rule_excluded_total', { rule: id, exclusion })
    },
    evaluationFailed: ({ id, name }, error) => {
      telemetry.count('cefwatch_rule_eval_errors_total', { rule: id })
      if (isTooCostly(error)) {
        if (costly.has(id)) return
        costly.add(id)
        const message = `rule "${name}" gave up on an event: ${error.message}; further ones are only counted`
        telemetry.log({ level: 'error', message, fields: { rule: id } })
        return
      }
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
      telemetry.log({
        level: 'error',
        message: `rule "${name}" failed on an event; this is a bug in cefwatch`,
        fields: { rule: id, reason },
      })
    },
  }
}
