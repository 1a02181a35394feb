import { randomUUID } from 'node:crypto'

/** An id for a delivery, such as `msg_9f1c..`. Holds no ".", because what is signed is `id.timestamp.body` (Standard Webhooks). */
export function newDeliveryId(): string {
  return `msg_${randomUUID().replaceAll('-', '')}`
}
