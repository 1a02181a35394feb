import { createDetector } from '../detect/detector.ts'
import { evaluateRule } from '../detect/evaluate-rule.ts'
import type { Event } from '../detect/event.ts'
import { explainRules, type RuleExplanation } from '../detect/explain-rules.ts'
import { compilePlan } from '../detect/kql/compile-plan.ts'
import type { Match } from '../detect/match.ts'
import { readEvent } from '../detect/read-event.ts'
import type { ExpectedAlert, RuleTest } from '../detect/rules/rule-test-file.ts'
import type { Rule } from '../detect/rules/rule.ts'
import { type Alert, alertFrom } from '../respond/alerts/alert.ts'
import { ticksFromMilliseconds, type Row } from '../decode/common-security-log/row.ts'
import { IGNORE_EVENTS } from './ignore-events.ts'

/** A part of the alert that is not as the test says. */
export type Difference = { readonly part: string; readonly expected: string; readonly got: string }

export type RuleTestResult = {
  readonly test: RuleTest
  readonly rule: Rule
  /** Empty when the test passes. */
  readonly differences: readonly Difference[]
  /** What cefwatch makes of the event, and why the event could not be read, when the test fails. */
  readonly explanation: RuleExplanation | null
  readonly readError: string | null
}

const SOURCE = { listener: 'test', address: '', transport: 'file' } as const

/** Runs one test the whole way that an event goes, from the bytes of a line to the alert; a row enters where rules are evaluated. */
export function runRuleTest(test: RuleTest, rule: Rule, now: number): RuleTestResult {
  const receivedAt = test.receivedAt ?? now
  const { match, event } =
    'line' in test.event ? matchLine(test.event.line, rule, receivedAt) : matchRow(test.event.row, rule, receivedAt)
  const differences = compare(test.expected, match === null ? null : alertFrom(match, rule, 'test'))
  if (differences.length === 0) return { test, rule, differences, explanation: null, readError: null }
  const [explanation = null] = explainRules(event, { rules: [rule], exclusions: [] }, receivedAt)
  return { test, rule, differences, explanation, readError: event.error?.message ?? null }
}

type Tried = { readonly match: Match | null; readonly event: Event }

function matchLine(line: string, rule: Rule, receivedAt: number): Tried {
  const bytes = Buffer.from(line)
  const frame = { bytes, offsets: Uint32Array.of(0, bytes.length), count: 1, octetCounted: 0, addresses: '', receivedAt }
  const { listener, transport } = SOURCE
  const [match = null] = createDetector({ rules: [rule], exclusions: [] }, IGNORE_EVENTS).detect(
    { ...frame, listener, transport },
    receivedAt,
  )
  return { match, event: readEvent(line, receivedAt) }
}

function matchRow(sent: Row, rule: Rule, receivedAt: number): Tried {
  const row = { TimeGenerated: ticksFromMilliseconds(receivedAt), ...sent }
  const reading = { row, normalised: {} }
  const { syslog } = readEvent('', receivedAt)
  const event: Event = { ...reading, syslog, otherReadings: [], device: 'other', format: 'cef', error: null }
  const found = evaluateRule(compilePlan(rule.plan), reading)
  if (found === null) return { match: null, event }
  const about = { device: event.device, verdict: 'unknown', normalised: {}, raw: '', source: SOURCE, exclusion: null } as const
  return { match: { ruleId: rule.id, ...found, result: null, row, ...about, receivedAt, detectedAt: receivedAt }, event }
}

function compare(expected: ExpectedAlert | null, alert: Alert | null): readonly Difference[] {
  if (expected === null || alert === null) {
    if (expected === alert) return []
    return [{ part: 'result', expected: expected === null ? 'no match' : 'match', got: alert === null ? 'no match' : 'match' }]
  }
  const parts: readonly (readonly [part: string, expected: unknown, got: unknown])[] = [
    ['matchedOn', expected.matchedOn, alert.matchedOn],
    ['severity', expected.severity, alert.rule.severity],
    ['entities', expected.entities?.map(textOf).sort(), alert.entities.map(textOf).sort()],
    ['indicators', expected.indicators?.map(textOf).sort(), alert.indicators.map(textOf).sort()],
    ['customDetails', expected.customDetails, alert.customDetails],
  ]
  return parts.flatMap(([part, wanted, got]) => {
    if (wanted === undefined || textOf(wanted) === textOf(got)) return []
    return [{ part, expected: describe(wanted), got: describe(got) }]
  })
}

/** The same text for the same keys and values, whatever their order. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return JSON.stringify(value)
  return JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))))
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ')
  return typeof value === 'string' ? value : textOf(value)
}
