import type { CommonFields } from './rule-fields.ts'

/** What a rule file says of one rule, in whichever form; its query not yet read. */
export type RuleDefinition = CommonFields & {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly kind: 'Scheduled' | 'NRT'
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  readonly tags: readonly string[]
}
