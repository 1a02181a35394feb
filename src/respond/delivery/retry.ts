import type { Judgement } from './formats/format.ts'
import type { Outcome } from './outcome.ts'
import { parseRetryAfter } from './retry-after.ts'

/** Why an attempt failed: a metric's label, as Alertmanager names them. */
export const FAILURE_REASONS = ['clientError', 'serverError', 'authError', 'rateLimited', 'timeout', 'network', 'other'] as const

export type FailureReason = (typeof FAILURE_REASONS)[number]

/** `refused`: another attempt would be answered alike. `expired`: older than the age limit. */
export type GiveUpCause = 'refused' | 'redirected' | 'expired'

/**
 * `afterMs` is when this delivery is tried again, `holdMs` for how long the receiver has asked to be left alone altogether. `disable`: 410,
 * the receiver wants no more.
 */
export type RetryDecision =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterMs: number; readonly holdMs: number; readonly reason: FailureReason }
  | { readonly kind: 'disable'; readonly reason: FailureReason }
  | { readonly kind: 'giveUp'; readonly cause: GiveUpCause; readonly reason: FailureReason }

/** The attempt that just ended. `attempt` counts from 1; times are milliseconds since the Unix epoch; `random` is in [0, 1). */
export type Attempt = {
  readonly attempt: number
  readonly firstAttemptAt: number
  readonly now: number
  readonly random: number
}

const FIRST_BACKOFF_MS = 1000
const MAX_BACKOFF_MS = 600_000
const MAX_RETRY_AFTER_MS = 3_600_000
const MAX_AGE_MS = 72 * 3_600_000

/** What follows from an attempt's outcome. What the format makes of an answer goes before what its status says. */
export function decide(outcome: Outcome, attempt: Attempt): RetryDecision {
  const verdict = verdictOf(outcome)
  if (verdict === 'delivered') return { kind: 'done' }
  const reason = failureReason(outcome)
  if (verdict === 'gone') return { kind: 'disable', reason }
  if (verdict !== 'retry') return { kind: 'giveUp', cause: verdict, reason }
  if (attempt.now - attempt.firstAttemptAt >= MAX_AGE_MS) return { kind: 'giveUp', cause: 'expired', reason }
  const holdMs = askedWait(outcome, attempt.now)
  return { kind: 'retry', afterMs: Math.max(backoff(attempt), holdMs), holdMs, reason }
}

function verdictOf(outcome: Outcome): Judgement | 'redirected' | 'gone' {
  if (outcome.kind === 'sent') return 'delivered'
  return outcome.kind === 'answered' ? (outcome.judgement ?? verdictOfStatus(outcome.status)) : 'retry'
}

function verdictOfStatus(status: number): Judgement | 'redirected' | 'gone' {
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 408 || status === 425 || status === 429 || status >= 500) return 'retry'
  if (status === 410) return 'gone'
  return status < 400 ? 'redirected' : 'refused'
}

function failureReason(outcome: Outcome): FailureReason {
  if (outcome.kind === 'timeout' || outcome.kind === 'network') return outcome.kind
  if (outcome.kind !== 'answered') return 'other'
  const { status } = outcome
  if (status === 401 || status === 403 || status === 407) return 'authError'
  if (status === 408) return 'timeout'
  if (status === 429) return 'rateLimited'
  if (status >= 500) return 'serverError'
  return status >= 400 ? 'clientError' : 'other'
}

/**
 * Exponential backoff with full jitter, so that what failed together does not come back together.
 * Source: https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function backoff({ attempt, random }: Attempt): number {
  return Math.round(random * Math.min(FIRST_BACKOFF_MS * 2 ** (attempt - 1), MAX_BACKOFF_MS))
}

function askedWait(outcome: Outcome, now: number): number {
  const header = outcome.kind === 'answered' ? outcome.retryAfter : null
  const asked = header === null ? null : parseRetryAfter(header, now)
  return Math.min(asked ?? 0, MAX_RETRY_AFTER_MS)
}
