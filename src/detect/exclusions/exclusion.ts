import type { Place } from '../../base/errors.ts'
import type { Plan } from '../kql/plan.ts'
import type { Subject } from './subject.ts'

/** What not to alert on, who answers for it, and until when. Structured-cloneable. */
export type Exclusion = {
  readonly name: string
  readonly reason: string
  readonly owner: string
  /** The last day on which it works, in UTC: `2026-12-31`. */
  readonly expires: string
  /** Ids of the rules that it is for, or null for all. */
  readonly rules: readonly string[] | null
  /** Every subject must be met, each by one of its patterns (value-pattern.ts). */
  readonly when: { readonly [S in Subject]?: readonly string[] }
  /** The predicate as written, and the query that gives a row where it is true. */
  readonly where: { readonly predicate: string; readonly plan: Plan } | null
  readonly place: Place
}
