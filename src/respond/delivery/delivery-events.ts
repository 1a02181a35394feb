import type { FailureReason, GiveUpCause } from './retry.ts'

/** What the delivery side tells of its work, once it is durable. Webhooks are named, never shown by their URL; `problem` is in words. */
export type DeliveryEvents = {
  /** `latencyMs` is the duration of the attempt that succeeded. */
  readonly delivered: (webhook: string, latencyMs: number) => void
  /** One attempt failed. Another follows, or `deadLettered` does. */
  readonly deliveryFailed: (webhook: string, reason: FailureReason, problem: string, latencyMs: number) => void
  readonly deadLettered: (webhook: string, deliveryId: string, cause: GiveUpCause) => void
  /** An operator has thrown one away. */
  readonly dropped: (webhook: string, deliveryId: string) => void
  /** Too many attempts in a row failed: from now on one is made now and then. */
  readonly circuitOpened: (webhook: string, problem: string) => void
  readonly circuitClosed: (webhook: string) => void
  /** The receiver wants no more: nothing is sent until an operator says so. */
  readonly webhookDisabled: (webhook: string, problem: string) => void
  readonly webhookEnabled: (webhook: string) => void
}
