import type { Plan } from './plan.ts'

/** The plan that looks at the event itself, behind all steps: null where several do, or none. */
export function eventPlanOf(plan: Plan): Plan | null {
  const { from } = plan
  if (from === undefined) return plan
  return from.kind === 'step' ? eventPlanOf(from.input) : null
}

/** Whether a plan looks at events at all, or only at rows of its own. */
export function looksAtEvents({ from }: Plan): boolean {
  switch (from?.kind) {
    case undefined:
    case 'given':
      return true
    case 'step':
      return looksAtEvents(from.input)
    case 'union':
      return from.branches.some(looksAtEvents)
    case 'rows':
      return false
  }
}

/** Whether a plan's rows are of events, and so of many, rather than the elements of one, or rows of the query's own. */
export function looksAcrossEvents({ from }: Plan): boolean {
  switch (from?.kind) {
    case undefined:
      return true
    case 'step':
      return looksAcrossEvents(from.input)
    case 'union':
      return from.branches.some(looksAcrossEvents)
    case 'given':
    case 'rows':
      return false
  }
}
