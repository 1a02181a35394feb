import type { Row } from '../decode/common-security-log/row.ts'
import { DEVICE_FAMILIES } from '../decode/devices/index.ts'
import { verdictOf } from '../decode/devices/verdict.ts'
import type { Device } from '../decode/devices/device.ts'
import { type FrameBatch, senderOf } from '../receive/frame-batch.ts'
import { createScanner, type ScanResult } from '../receive/scanner/scanner.ts'
import type { Event, EventFormat } from './event.ts'
import { evaluateRule } from './evaluate-rule.ts'
import { eventForms, rowAsSent } from './event-forms.ts'
import { compileExclusions } from './exclusions/compile-exclusions.ts'
import type { Exclusion } from './exclusions/exclusion.ts'
import { compilePlan } from './kql/compile-plan.ts'
import type { Query } from './kql/query.ts'
import type { Match } from './match.ts'
import { readEvent } from './read-event.ts'
import type { Rule } from './rules/rule.ts'
import { scanNeedles } from './scan-needles.ts'

/** What the detector tells of its work. Counts cover one batch. */
export type DetectorEvents = {
  readonly scanned: (batch: FrameBatch, result: ScanResult<Exclude<Device, 'other'>>) => void
  readonly read: (format: EventFormat | null, outcome: string) => void
  readonly unreadable: (batch: FrameBatch, index: number, code: string, text: string) => void
  readonly evaluated: (rule: Rule) => void
  readonly matched: (rule: Rule, exclusion: string | null) => void
  readonly evaluationFailed: (rule: Rule, error: unknown) => void
}

/** Rules and exclusions as they come from their files. Structured-cloneable. */
export type RuleSet = { readonly rules: readonly Rule[]; readonly exclusions: readonly Exclusion[] }

/** `normalised` is what the daemon does; `as-sentinel` shows what the connector's columns alone would have found. */
export type DetectionForm = 'normalised' | 'as-sentinel'

export type Detector = {
  /** The matches of a batch, in its order. `now` is in milliseconds since the Unix epoch: exclusions expire by it. */
  readonly detect: (batch: FrameBatch, now: number) => readonly Match[]
}

type CompiledRule = { readonly rule: Rule; readonly query: Query }

/** The receive side put together: scans a batch, reads the candidates, evaluates every rule on them. Pure but for `events`. */
export function createDetector(ruleSet: RuleSet, events: DetectorEvents, form: DetectionForm = 'normalised'): Detector {
  const rules = ruleSet.rules.map((rule): CompiledRule => ({ rule, query: compilePlan(rule.plan) }))
  const excludedBy = compileExclusions(ruleSet.exclusions)
  const scanner = createScanner({ needles: scanNeedles(ruleSet.rules.map((rule) => rule.literals)), families: DEVICE_FAMILIES })

  const detectIn = (text: string, batch: FrameBatch, index: number, now: number, matches: Match[]): void => {
    const event = readEvent(text, batch.receivedAt, { form })
    events.read(event.format, event.error?.code ?? 'ok')
    if (event.error !== null) events.unreadable(batch, index, event.error.code, text)
    if (event.row === null) return
    const forms = form === 'as-sentinel' ? [{ row: event.row, as: 'normalised' as const }] : eventForms(event.row)
    const asSent = rowAsSent({ ...event, row: event.row })
    for (const { rule, query } of rules) {
      events.evaluated(rule)
      const found = attempt(
        () => evaluateRule(query, forms, asSent),
        (error) => events.evaluationFailed(rule, error),
      )
      if (found === null) continue
      const exclusion = excludedBy(rule, event.row, now)
      events.matched(rule, exclusion)
      matches.push({
        ruleId: rule.id,
        ...found,
        ...describe(event, event.row, batch, index),
        raw: text,
        detectedAt: now,
        exclusion,
      })
    }
  }

  return {
    detect: (batch, now) => {
      const result = scanner.scan(batch)
      events.scanned(batch, result)
      const matches: Match[] = []
      for (const index of result.candidates) {
        const text = batch.bytes.toString('utf8', batch.offsets[2 * index], batch.offsets[2 * index + 1])
        detectIn(text, batch, index, now, matches)
      }
      return matches
    },
  }
}

function describe(event: Event, row: Row, batch: FrameBatch, index: number) {
  return {
    row,
    device: event.device,
    verdict: verdictOf(event.device, row.DeviceAction),
    normalised: event.normalised,
    source: { listener: batch.listener, address: senderOf(batch, index), transport: batch.transport },
    receivedAt: batch.receivedAt,
  }
}

/** A closure that throws is a bug, and must cost one evaluation, not the daemon. */
function attempt<T>(evaluate: () => T, failed: (error: unknown) => void): T | null {
  try {
    return evaluate()
  } catch (error) {
    failed(error)
    return null
  }
}
