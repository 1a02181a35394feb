import type { Notification } from '../../alerts/notification.ts'

/** How one kind of receiver wants to be told. A new kind is a file beside this one and a line in index.ts. */
export type Format = {
  readonly contentType: string
  /** The request's body. Must not hold secrets: it is stored. */
  readonly encode: (notification: Notification) => string
}
