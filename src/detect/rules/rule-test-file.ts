import { z } from 'zod'
import { CefwatchError, type Place } from '../../base/errors.ts'
import { nearestName } from '../../base/nearest.ts'
import { parseYamlFile } from '../../base/yaml-file.ts'
import { COLUMN_NAMES, COLUMNS, type ColumnName } from '../../decode/common-security-log/columns.ts'
import { parseValue } from '../../decode/common-security-log/parse-value.ts'
import type { Row } from '../../decode/common-security-log/row.ts'
import { SEVERITIES, text } from './rule-fields.ts'

/** What an alert must say; a part that is left out may be anything. */
export type ExpectedAlert = Pick<RuleTestEntry, 'matchedOn' | 'entities' | 'indicators' | 'severity' | 'customDetails'>

/** One test of a rule: an event, and whether the rule is true of it. */
export type RuleTest = {
  readonly name: string
  /** The rule's id or name; null: that of the one rule in the file beside. */
  readonly rule: string | null
  /** As a device sends it, or as a row of the table. */
  readonly event: { readonly line: string } | { readonly row: Row }
  /** Milliseconds since the Unix epoch; null: now. */
  readonly receivedAt: number | null
  /** null: the rule must not be true of it. */
  readonly expected: ExpectedAlert | null
  readonly place: Place
}

type RuleTestsResult =
  { readonly ok: true; readonly tests: readonly RuleTest[] } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

const testEntry = z
  .strictObject({
    name: text,
    rule: text.optional(),
    line: text.optional(),
    row: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    receivedAt: z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-24T08:00:00Z' }).optional(),
    expect: z.enum(['match', 'no match']),
    matchedOn: z.enum(['raw', 'normalised', 'decoded']).optional(),
    entities: z.array(z.record(z.string(), z.string())).optional(),
    indicators: z.array(z.strictObject({ column: text, value: text })).optional(),
    severity: z.enum(SEVERITIES).optional(),
    customDetails: z.record(z.string(), z.string()).optional(),
  })
  .refine(({ line, row }) => (line === undefined) !== (row === undefined), { error: 'takes a line or a row' })
  .refine((test) => test.expect === 'match' || test.matchedOn === undefined, { error: 'no match has no matchedOn' })

type RuleTestEntry = z.output<typeof testEntry>

const ruleTestFile = z.strictObject({ tests: z.array(testEntry).min(1) })

/** Reads a file of tests. Every problem found is reported with line and column, as RULE_INVALID. */
export function readRuleTests(text: string, file: string): RuleTestsResult {
  const yaml = parseYamlFile(text, file, ruleTestFile, 'RULE_INVALID')
  if (!yaml.ok) return yaml
  const { value, placeOf } = yaml.file
  const errors: CefwatchError[] = []
  const tests = value.tests.map((entry, index): RuleTest => {
    const { name, rule = null, line, row, receivedAt, expect, ...expected } = entry
    const report = (column: string, message: string): void => {
      errors.push(new CefwatchError('RULE_INVALID', message, { place: placeOf(['tests', index, 'row', column]) }))
    }
    return {
      ...{ name, rule, place: placeOf(['tests', index]) },
      event: line === undefined ? { row: readRow(row ?? {}, report) } : { line: line.replace(/\r?\n$/, '') },
      receivedAt: receivedAt === undefined ? null : Date.parse(receivedAt),
      expected: expect === 'match' ? expected : null,
    }
  })
  return errors.length > 0 ? { ok: false, errors } : { ok: true, tests }
}

/** The columns of a row with values of their types. */
function readRow(columns: Readonly<Record<string, string | number>>, report: (column: string, message: string) => void): Row {
  const entries = Object.entries(columns).flatMap(([name, value]) => {
    if (!isColumn(name)) {
      const nearest = nearestName(name, COLUMN_NAMES)
      report(name, `CommonSecurityLog has no column "${name}"${nearest === null ? '' : `; did you mean "${nearest}"?`}`)
      return []
    }
    const typed = parseValue(COLUMNS[name], String(value), { now: 0n, timeZone: 'UTC' })
    if (typed === null) report(name, `"${value}" is no ${COLUMNS[name]}`)
    return typed === null ? [] : [[name, typed] as const]
  })
  return Object.fromEntries(entries)
}

function isColumn(name: string): name is ColumnName {
  return Object.hasOwn(COLUMNS, name)
}
