import type { Alert } from './alert.ts'

type NotificationType = 'alert.created' | 'alert.updated'

/** What the receivers of alerts are to be told, once. */
export type Notification = {
  readonly type: NotificationType
  /** When it happened, ISO 8601: the detection of the first match, or the end of the window. */
  readonly timestamp: string
  readonly alert: Alert
  /** Notifications of one group reach a receiver in the order in which they were made. */
  readonly groupKey: string
  /** The last of its group. `quiet` says that nothing has come since the one before: only receivers that keep state want to know. */
  readonly end: 'none' | 'with news' | 'quiet'
}
