import type { Notification } from '../../alerts/notification.ts'

/** Names a notification, the same on every attempt and for every receiver: an alert is told of more than once. */
export function notificationId({ alert, type, timestamp }: Notification): string {
  return `${alert.id}/${type}/${timestamp}`
}
