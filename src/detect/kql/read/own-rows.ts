import { compilePlan } from '../compile-plan.ts'
import { looksAtEvents } from '../event-plan.ts'
import type { Plan } from '../plan.ts'
import type { OutputRow } from '../query.ts'

/** The rows of a plan that looks at no event, which are known at load; null for one that does. */
export function ownRows(plan: Plan): readonly OutputRow[] | null {
  return looksAtEvents(plan) ? null : compilePlan(plan).evaluate({})
}
