import type { NormalisedRow } from '../decode/devices/device.ts'
import { verdictOf } from '../decode/devices/index.ts'
import { type FrameBatch, frameText, senderOf } from '../receive/frame-batch.ts'
import type { Needle } from '../receive/scanner/needle.ts'
import { createScanner, type ScanResult } from '../receive/scanner/scanner.ts'
import type { Event } from './event.ts'
import { evaluateAsSent, evaluateRule, type RuleMatch } from './evaluate-rule.ts'
import { type EventForm, eventForms } from './event-forms.ts'
import { compileExclusions, type ExcludedBy } from './exclusions/compile-exclusions.ts'
import type { Exclusion } from './exclusions/exclusion.ts'
import { compilePlan } from './kql/compile-plan.ts'
import type { Query } from './kql/query.ts'
import { type Allowance, WHOLE_ALLOWANCE } from './kql/work-allowance.ts'
import { FRAME_KINDS, type FrameKind } from './frame-kinds.ts'
import { createGlance, type Glance, type GlanceTest } from './glance.ts'
import type { Match } from './match.ts'
import { readEvent } from './read-event.ts'
import { resultsOf } from './rule-results.ts'
import type { Rule } from './rules/rule.ts'
import { distinctNeedles, scanNeedles } from './scan-needles.ts'

/** What the detector tells of its work. Counts cover one batch. */
export type DetectorEvents = {
  readonly scanned: (batch: FrameBatch, result: ScanResult<FrameKind>) => void
  /** Frame `index` was read, wholly or not; `kind` is what the scanner took it for, null for nothing it knows. */
  readonly read: (batch: FrameBatch, index: number, event: Event, kind: FrameKind | null) => void
  /** A rule was evaluated on a frame, read wholly or as far as the rule asked. */
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
  /** Of the work of each rule and exclusion. The daemon's is a LiveAllowance; otherwise each event may cost a whole one. */
  readonly newAllowance?: () => Allowance
  /** See ScannerOptions. */
  readonly scannerModule?: WebAssembly.Module | null
}

export type Detector = {
  /** The matches of a batch, in its order. `now` is in milliseconds since the Unix epoch: exclusions expire by it. */
  readonly detect: (batch: FrameBatch, now: number) => readonly Match[]
}

/** `needles` is null for a rule that may be true of a frame that holds none, and `glance` what can be told of it without reading. */
type CompiledRule = {
  readonly rule: Rule
  readonly query: Query
  readonly needles: readonly Needle[] | null
  readonly glance: GlanceTest | null
}

/** One frame of a batch. `kind` is what the scanner took it for. */
type Frame = {
  readonly batch: FrameBatch
  readonly index: number
  readonly kind: FrameKind | null
  readonly text: string
  readonly timeZone: string
}

/** The receive side put together: scans a batch, reads the candidates, evaluates every rule on them. Pure but for `events`. */
export function createDetector(ruleSet: RuleSet, events: DetectorEvents, options: DetectorOptions = {}): Detector {
  const {
    form = 'normalised',
    timeZoneOf = () => 'UTC',
    newAllowance = () => WHOLE_ALLOWANCE,
    scannerModule: module = null,
  } = options
  const glance = createGlance()
  const rules = ruleSet.rules.map((rule) => compileRule(rule, glance, newAllowance()))
  const unscanned = rules.filter(({ needles }) => needles === null)
  const needles = distinctNeedles(rules.flatMap(({ needles }) => needles ?? []))
  const scanner = createScanner({ needles, kinds: FRAME_KINDS, module })
  const matchesOf = createReader(compileExclusions(ruleSet.exclusions, newAllowance), events, form)

  return {
    detect: (batch, now) => {
      const result = scanner.scan(batch)
      events.scanned(batch, result)
      const frameAt = (index: number): Frame => {
        const kind = FRAME_KINDS[result.placements[index] ?? -1]?.kind ?? null
        return { batch, index, kind, text: frameText(batch, index), timeZone: timeZoneOf(senderOf(batch, index)) }
      }
      const matches: Match[] = []
      const glanceAt = (start: number, end: number): void => {
        if (unscanned.length === 0) return
        for (let index = start; index < end; index++) {
          const frame = frameAt(index)
          const left = rulesLeft(frame, unscanned, glance, events)
          if (left.length > 0) matches.push(...matchesOf(frame, left, now))
        }
      }
      let next = 0
      for (const index of result.candidates) {
        glanceAt(next, index)
        matches.push(...matchesOf(frameAt(index), rules, now))
        next = index + 1
      }
      glanceAt(next, batch.count)
      return matches
    },
  }
}

function compileRule(rule: Rule, glance: Glance, allowance: Allowance): CompiledRule {
  const needles = scanNeedles(rule.literals)
  const glanceTest = needles === null ? glance.compile(rule.plan, allowance) : null
  return { rule, query: compilePlan(rule.plan, allowance), needles, glance: glanceTest }
}

/** Those of `rules` that a glance at the frame does not rule out. */
function rulesLeft(
  frame: Frame,
  rules: readonly CompiledRule[],
  glance: Glance,
  events: DetectorEvents,
): readonly CompiledRule[] {
  if (!glance.goTo(frame.text, frame.batch.receivedAt, frame.timeZone)) return rules
  return rules.filter(({ rule, glance }) => {
    // What fails here fails in reading too, and is told there.
    const mayBeTrue = glance === null || (attempt(glance, () => undefined) ?? true)
    if (!mayBeTrue) events.evaluated(rule)
    return mayBeTrue
  })
}

/** Reads a frame, and evaluates rules on it. */
type Reader = (frame: Frame, rules: readonly CompiledRule[], now: number) => readonly Match[]

function createReader(excludedBy: ExcludedBy, events: DetectorEvents, form: DetectionForm): Reader {
  return ({ batch, index, kind, text, timeZone }, rules, now) => {
    const event = readEvent(text, batch.receivedAt, { form, timeZone })
    events.read(batch, index, event, kind)
    if (event.row === null) return []
    const readings = [{ row: event.row, normalised: event.normalised }, ...event.otherReadings].map(withForms)
    return rules.flatMap(({ rule, query }): readonly Match[] => {
      events.evaluated(rule)
      const found = attempt(
        () => firstMatch(query, readings, form),
        (error) => events.evaluationFailed(rule, error),
      )
      if (found === null) return []
      const exclusion = excludedBy(rule, found.reading.row, now)
      events.matched(rule, exclusion)
      const described = describe(event, found.reading, batch, index)
      const { matchedOn, indicators } = found.match
      return resultsOf(rule, found.match).map((result) => {
        return { ruleId: rule.id, matchedOn, indicators, ...result, ...described, raw: text, detectedAt: now, exclusion }
      })
    })
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
