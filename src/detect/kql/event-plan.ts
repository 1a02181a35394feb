import type { Plan } from './plan.ts'

/** The plan that looks at the event itself, behind all steps: null where several do, or none. */
export function eventPlanOf(plan: Plan): Plan | null {
  const { from } = plan
  if (from === undefined) return plan
  return from.kind === 'step' ? eventPlanOf(from.input) : null
}
