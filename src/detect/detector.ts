import type { NormalisedRow } from '../decode/devices/device.ts'
import { verdictOf } from '../decode/devices/index.ts'
import { type FrameBatch, frameText, senderOf } from '../receive/frame-batch.ts'
import { createScanner, type ScanResult } from '../receive/scanner/scanner.ts'
import type { Event } from './event.ts'
import { evaluateAsSent, evaluateRule, type RuleMatch } from './evaluate-rule.ts'
import { type EventForm, eventForms } from './event-forms.ts'
import { compileExclusions } from './exclusions/compile-exclusions.ts'
import type { Exclusion } from './exclusions/exclusion.ts'
import { compilePlan } from './kql/compile-plan.ts'
import type { Query } from './kql/query.ts'
import { FRAME_KINDS, type FrameKind } from './frame-kinds.ts'
import type { Match } from './match.ts'
import { readEvent } from './read-event.ts'
import type { Rule } from './rules/rule.ts'
import { scanNeedles } from './scan-needles.ts'

/** What the detector tells of its work. Counts cover one batch. */
export type DetectorEvents = {
  readonly scanned: (batch: FrameBatch, result: ScanResult<FrameKind>) => void
  /** Frame `index` was read, wholly or not; `kind` is what the scanner took it for, null for nothing it knows. */
  readonly read: (batch: FrameBatch, index: number, event: Event, kind: FrameKind | null) => void
  readonly evaluated: (rule: Rule) => void
  readonly matched: (rule: Rule, exclusion: string | null) => void
  readonly evaluationFailed: (rule: Rule, error: unknown) => void
}

/** Rules and exclusions as they come from their files. Structured-cloneable. */
export type RuleSet = { readonly rules: readonly Rule[]; readonly exclusions: readonly Exclusion[] }

/** `normalised` is what the daemon does; `as-sentinel` shows what the connector's columns alone would have found. */
export type DetectionForm = 'normalised' | 'as-sentinel'

export type DetectorOptions = {
  readonly form?: DetectionForm
  /** The time zone of a sender, by its address. */
  readonly timeZoneOf?: (address: string) => string
  /** See ScannerOptions. */
  readonly scannerModule?: WebAssembly.Module | null
}

export type Detector = {
  /** The matches of a batch, in its order. `now` is in milliseconds since the Unix epoch: exclusions expire by it. */
  readonly detect: (batch: FrameBatch, now: number) => readonly Match[]
}

type CompiledRule = { readonly rule: Rule; readonly query: Query }

/** The receive side put together: scans a batch, reads the candidates, evaluates every rule on them. Pure but for `events`. */
export function createDetector(ruleSet: RuleSet, events: DetectorEvents, options: DetectorOptions = {}): Detector {
  const { form = 'normalised', timeZoneOf = () => 'UTC', scannerModule: module = null } = options
  const rules = ruleSet.rules.map((rule): CompiledRule => ({ rule, query: compilePlan(rule.plan) }))
  const excludedBy = compileExclusions(ruleSet.exclusions)
  const scanner = createScanner({ needles: scanNeedles(ruleSet.rules.map((rule) => rule.literals)), kinds: FRAME_KINDS, module })

  const detectIn = (batch: FrameBatch, index: number, kind: FrameKind | null, now: number, matches: Match[]): void => {
    const text = frameText(batch, index)
    const event = readEvent(text, batch.receivedAt, { form, timeZone: timeZoneOf(senderOf(batch, index)) })
    events.read(batch, index, event, kind)
    if (event.row === null) return
    const readings = [{ row: event.row, normalised: event.normalised }, ...event.otherReadings].map(withForms)
    for (const { rule, query } of rules) {
      events.evaluated(rule)
      const found = attempt(
        () => firstMatch(query, readings, form),
        (error) => events.evaluationFailed(rule, error),
      )
      if (found === null) continue
      const exclusion = excludedBy(rule, found.reading.row, now)
      events.matched(rule, exclusion)
      matches.push({
        ruleId: rule.id,
        ...found.match,
        ...describe(event, found.reading, batch, index),
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
        detectIn(batch, index, FRAME_KINDS[result.placements[index] ?? -1]?.kind ?? null, now, matches)
      }
      return matches
    },
  }
}

type Reading = NormalisedRow & { readonly forms: readonly EventForm[] }

function withForms(event: NormalisedRow): Reading {
  return { ...event, forms: eventForms(event) }
}

type Found = { readonly match: RuleMatch; readonly reading: NormalisedRow }

/** Sentinel sees one form only, and `matchedOn` then says nothing else. */
function firstMatch(query: Query, readings: readonly Reading[], form: DetectionForm): Found | null {
  for (const reading of readings) {
    const match = form === 'as-sentinel' ? evaluateAsSent(query, reading.row) : evaluateRule(query, reading, reading.forms)
    if (match !== null) return { match, reading }
  }
  return null
}

function describe(event: Event, { row, normalised }: NormalisedRow, batch: FrameBatch, index: number) {
  return {
    row,
    device: event.device,
    verdict: verdictOf(event.device, row.DeviceAction),
    normalised,
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
