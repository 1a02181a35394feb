import type { Plan } from '../kql/plan.ts'
import type { RequiredLiteral } from '../kql/required-literals.ts'
import type { AlertDetails } from './alert-details.ts'
import type { EntityMapping } from './entities.ts'
import type { RuleDefinition } from './rule-definition.ts'
import type { Severity } from './rule-fields.ts'
import type { RuleGrouping } from './rule-override.ts'

/** A rule, loaded and checked. Structured-cloneable, and plain JSON. */
export type Rule = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly kind: RuleDefinition['kind']
  readonly severity: Severity
  readonly description: string
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  readonly tags: readonly string[]
  readonly entityMappings: readonly EntityMapping[]
  readonly alertDetails: AlertDetails
  /** AlertPerResult: the rows that the query makes of one event are an alert each. */
  readonly isAlertPerResult: boolean
  /** Where it differs from the configuration's. */
  readonly grouping: RuleGrouping
  /** How Sentinel would make incidents of its alerts. Shown, not applied. */
  readonly incidentConfiguration: RuleDefinition['incidentConfiguration'] | null
  readonly query: string
  readonly plan: Plan
  /** Of which a row that matches contains at least one; null when every row has to be evaluated. */
  readonly literals: readonly RequiredLiteral[] | null
  /** The file that it came from. */
  readonly file: string
}
