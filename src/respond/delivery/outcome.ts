/** How one attempt ended. `answer` is the beginning of the response's body; `code` names the failure as Node or undici do. */
export type Outcome =
  /** Handed to the network, and the protocol has no answer: syslog. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null; readonly answer: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'network'; readonly code: string }

/** An outcome in two or three words, such as `answered 503`. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'sent':
      return 'sent'
    case 'answered':
      return `answered ${outcome.status}`
    case 'timeout':
      return 'no answer in time'
    case 'network':
      return outcome.code
  }
}
