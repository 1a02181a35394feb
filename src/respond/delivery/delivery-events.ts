import type { FailureReason, GiveUpCause } from './retry.ts'

/** What the delivery side tells of its work, once it is durable. Webhooks are named, never shown by their URL. */
export type DeliveryEvents = {
  /** `latencyMs` is the duration of the attempt that succeeded. */
  readonly delivered: (webhook: string, latencyMs: number) => void
  /** One attempt failed. Another follows, or `deadLettered` does. */
  readonly deliveryFailed: (webhook: string, reason: FailureReason, latencyMs: number) => void
  readonly deadLettered: (webhook: string, deliveryId: string, cause: GiveUpCause) => void
}
