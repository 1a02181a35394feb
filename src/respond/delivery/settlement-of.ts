import type { DueDelivery } from './delivery.ts'
import type { Settlement } from './delivery-store.ts'
import { describeOutcome, type Outcome } from './outcome.ts'
import type { RetryDecision } from './retry.ts'

/** What is recorded of an attempt. Times are in milliseconds since the Unix epoch. */
export function settlementOf(
  delivery: DueDelivery,
  outcome: Outcome,
  decision: RetryDecision,
  { firstAttemptAt, now }: { readonly firstAttemptAt: number; readonly now: number },
): Settlement {
  const error = decision.kind === 'done' ? null : describeProblem(outcome, decision)
  const answer = outcome.kind === 'answered' ? outcome.answer : null
  return { delivery, firstAttemptAt, ...stateAfter(decision, now), error, answer }
}

function stateAfter(decision: RetryDecision, now: number): Pick<Settlement, 'state' | 'nextAttemptAt'> {
  switch (decision.kind) {
    case 'done':
      return { state: 'delivered', nextAttemptAt: null }
    case 'retry':
      return { state: 'pending', nextAttemptAt: now + decision.afterMs }
    case 'disable':
      return { state: 'pending', nextAttemptAt: now }
    case 'giveUp':
      return { state: 'dead', nextAttemptAt: null }
  }
}

/** In words, such as `refused: clientError (answered 404)`. */
function describeProblem(outcome: Outcome, decision: Exclude<RetryDecision, { kind: 'done' }>): string {
  const failure = `${decision.reason} (${describeOutcome(outcome)})`
  switch (decision.kind) {
    case 'retry':
      return failure
    case 'disable':
      return `gone: ${failure}`
    case 'giveUp':
      return `${decision.cause}: ${failure}`
  }
}
