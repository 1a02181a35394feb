import { compilePlan } from '../compile-plan.ts'
import type { Plan } from '../plan.ts'
import type { OutputRow } from '../query.ts'

/** The rows of a plan that looks at no event, which are known at load; null for one that does. */
export function ownRows(plan: Plan): readonly OutputRow[] | null {
  return hasOwnRows(plan) ? compilePlan(plan).evaluate({}) : null
}

function hasOwnRows({ from }: Plan): boolean {
  switch (from?.kind) {
    case 'rows':
      return true
    case 'step':
      return hasOwnRows(from.input)
    case 'union':
      return from.branches.every(hasOwnRows)
    default:
      return false
  }
}
