import { LazyCef, startsCef } from '../decode/cef-parser/index.ts'
import { COLUMN_READERS } from '../decode/common-security-log/column-from-cef.ts'
import type { ColumnName } from '../decode/common-security-log/columns.ts'
import { type Row, ticksFromMilliseconds } from '../decode/common-security-log/row.ts'
import { isNormalisedColumn } from '../decode/devices/draft-row.ts'
import { SETTLED_VALUES } from '../decode/devices/settled-values.ts'
import { parseSyslogHeader } from '../receive/syslog-message/parse-header.ts'
import { compilePlan } from './kql/compile-plan.ts'
import { glancePlan } from './kql/glance-plan.ts'
import type { Plan } from './kql/plan.ts'
import type { Allowance } from './kql/work-allowance.ts'

/** False when the rule is certainly not true of the frame that the glance is at. */
export type GlanceTest = () => boolean

/**
 * Looks at frames for rules that no text in them can rule out. A column is read when a rule asks for it, by itself: the event, its row,
 * its readings and its forms are not made. What it rules out, the full path would; for what it lets pass, the frame must be read.
 */
export type Glance = {
  /** What of a rule can be told at a glance; null for nothing. */
  readonly compile: (plan: Plan, allowance: Allowance) => GlanceTest | null
  /** Goes to a frame. False when nothing can be told of it but by reading it. `receivedAt` is in milliseconds since the Unix epoch. */
  readonly goTo: (text: string, receivedAt: number, timeZone: string) => boolean
}

/** In all readings and all forms of an event these columns are what one field says, or may be. */
const GLANCED_COLUMNS: ReadonlySet<ColumnName> = new Set(
  [...COLUMN_READERS.keys()].filter((column) => !isNormalisedColumn(column) || SETTLED_VALUES.has(column)),
)

export function createGlance(): Glance {
  const values = new Map<ColumnName, Row[ColumnName]>()
  const unsettled = new Set<ColumnName>()
  let cef = new LazyCef('')
  let time = { now: 0n, timeZone: 'UTC' }
  let isSettled = true

  const readColumn = (column: ColumnName): Row[ColumnName] => {
    if (!values.has(column)) {
      const value = COLUMN_READERS.get(column)?.(cef, time)
      values.set(column, value)
      if (SETTLED_VALUES.get(column)?.(String(value ?? '')) === false) unsettled.add(column)
    }
    if (unsettled.has(column)) isSettled = false
    return values.get(column)
  }
  const row: Row = Object.defineProperties(
    {},
    Object.fromEntries([...GLANCED_COLUMNS].map((column) => [column, { get: () => readColumn(column) }])),
  )

  return {
    compile: (plan, allowance) => {
      const glanced = glancePlan(plan, (column) => GLANCED_COLUMNS.has(column))
      if (glanced === null) return null
      const query = compilePlan(glanced, allowance)
      return () => {
        isSettled = true
        return query.evaluate(row).length > 0 || !isSettled
      }
    },
    goTo: (text, receivedAt, timeZone) => {
      const message = text.slice(parseSyslogHeader(text).messageOffset)
      // Not in a family's own format, whatever else it holds: see decodeEvent().
      if (!startsCef(message)) return false
      cef = new LazyCef(message)
      time = { now: ticksFromMilliseconds(receivedAt), timeZone }
      values.clear()
      unsettled.clear()
      return true
    },
  }
}
