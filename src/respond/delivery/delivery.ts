export type DeliveryState = 'pending' | 'delivered' | 'dead'

/** One notification on its way to one webhook. A dead one was given up: it is kept, and can be sent again. */
export type Delivery = {
  /** Sent as `webhook-id`, the same on every attempt. */
  readonly id: string
  readonly alertId: string
  readonly type: string
  readonly webhook: string
  readonly state: DeliveryState
  readonly attempts: number
  /** Times are ISO 8601. */
  readonly createdAt: string
  /** null when settled, or while an earlier one of its group is on its way. */
  readonly nextAttemptAt: string | null
  /** How the last attempt failed; null when it did not, or when there was none. */
  readonly lastError: string | null
  /** The beginning of the last answer. */
  readonly lastAnswer: string | null
}

/** A delivery with what is sent. */
export type DeliveryDetails = Delivery & { readonly contentType: string; readonly body: string }

/** What an attempt needs of a delivery whose time has come. Times are milliseconds since the Unix epoch. */
export type DueDelivery = {
  readonly id: string
  readonly webhook: string
  readonly groupKey: string
  readonly contentType: string
  readonly body: string
  readonly attempts: number
  readonly firstAttemptAt: number | null
}
