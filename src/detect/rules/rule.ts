import type { Plan } from '../kql/plan.ts'
import type { RequiredLiteral } from '../kql/required-literals.ts'
import type { EntityMapping } from './entities.ts'
import type { Severity } from './rule-file.ts'

/** A rule, loaded and checked. Structured-cloneable, and plain JSON. */
export type Rule = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly severity: Severity
  readonly description: string
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  readonly tags: readonly string[]
  readonly entityMappings: readonly EntityMapping[]
  readonly query: string
  readonly plan: Plan
  /** Of which a row that matches contains at least one; null when every row has to be evaluated. */
  readonly literals: readonly RequiredLiteral[] | null
  /** The file that it came from. */
  readonly file: string
}
