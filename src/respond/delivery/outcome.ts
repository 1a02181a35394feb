import type { Judgement } from './formats/format.ts'

/**
 * How one attempt ended; nothing in it is secret. `answer` is the beginning of the response's body, `judgement` what the format makes of
 * it; `code` names the failure as Node or undici do. `forbidden`: no connection was made, because of the `address`. `unprepared`: there
 * was no request to make.
 */
export type Outcome =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly retryAfter: string | null
      readonly answer: string
      readonly judgement: Judgement | null
    }
  /** Handed to the network, and the protocol has no answer: syslog. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'network'; readonly code: string }
  | { readonly kind: 'forbidden'; readonly address: string }
  | { readonly kind: 'unprepared'; readonly problem: string }

/** An outcome in a few words, such as `answered 503`. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'answered':
      return `answered ${outcome.status}`
    case 'sent':
      return 'sent'
    case 'timeout':
      return 'no answer in time'
    case 'network':
      return outcome.code
    case 'forbidden':
      return `${outcome.address} is link-local or a metadata service: not connected, because connection.allow does not hold it`
    case 'unprepared':
      return outcome.problem
  }
}
