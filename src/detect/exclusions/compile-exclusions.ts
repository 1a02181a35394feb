import type { Row } from '../../decode/common-security-log/row.ts'
import { compilePlan } from '../kql/compile-plan.ts'
import type { Query } from '../kql/query.ts'
import { isTooCostly } from '../kql/work.ts'
import { type Allowance, WHOLE_ALLOWANCE } from '../kql/work-allowance.ts'
import type { Exclusion } from './exclusion.ts'
import { isExpired } from './exclusion-expiry.ts'
import { SUBJECT_NAMES, SUBJECTS, type Subject } from './subject.ts'
import { parseValuePattern } from './value-pattern.ts'

/** The name of the first exclusion in force that applies to a rule's match, or null. `now` is in milliseconds since the Unix epoch. */
export type ExcludedBy = (rule: { readonly id: string }, row: Row, now: number) => string | null

type Condition = (row: Row) => boolean

/** Makes exclusions executable. `row` is the normalised row, whichever of its forms the rule is true of. */
export function compileExclusions(exclusions: readonly Exclusion[], newAllowance = () => WHOLE_ALLOWANCE): ExcludedBy {
  const compiled = exclusions.map((exclusion) => ({ exclusion, conditions: compileConditions(exclusion, newAllowance()) }))
  return (rule, row, now) => {
    const first = compiled.find(({ exclusion, conditions }) => {
      const concerned = exclusion.rules === null || exclusion.rules.includes(rule.id)
      return concerned && !isExpired(exclusion, now) && conditions.every((holds) => holds(row))
    })
    return first?.exclusion.name ?? null
  }
}

function compileConditions({ when, where }: Exclusion, allowance: Allowance): readonly Condition[] {
  const conditions = SUBJECT_NAMES.flatMap((subject) => {
    const patterns = when[subject]
    return patterns === undefined ? [] : [compileSubject(subject, patterns)]
  })
  if (where === null) return conditions
  const query = compilePlan(where.plan, allowance)
  return [...conditions, (row) => isTrueOf(query, row)]
}

/** A condition that comes to no end excludes nothing. */
function isTrueOf(query: Query, row: Row): boolean {
  try {
    return query.evaluate(row).length > 0
  } catch (error) {
    if (isTooCostly(error)) return false
    throw error
  }
}

/** True of a row that holds, in any of the subject's columns, what any of the patterns matches. */
function compileSubject(subject: Subject, patterns: readonly string[]): Condition {
  const { kind, read } = SUBJECTS[subject]
  const matchers = patterns.flatMap((pattern) => {
    const result = parseValuePattern(pattern, kind)
    // parseExclusions lets no other pattern pass; one that cannot be read excludes nothing.
    return result.ok ? [result.matches] : []
  })
  return (row) => read(row).some((value) => matchers.some((matches) => matches(value)))
}
