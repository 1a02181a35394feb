import type { DeliveryEvents } from '../../../src/respond/delivery/delivery-events.ts'

const none = (): void => undefined

/** Events that nobody listens to, for tests that listen to some. */
export const silentEvents: DeliveryEvents = {
  delivered: none,
  deliveryFailed: none,
  deadLettered: none,
  dropped: none,
  circuitOpened: none,
  circuitClosed: none,
  webhookDisabled: none,
  webhookEnabled: none,
}
