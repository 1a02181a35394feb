import type { BatchReceiver, Listener, ListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import { openStreamListener } from './stream-listener.ts'
import { openUdpListener } from './udp-listener.ts'

/**
 * Opens one listener: `onBatch` is given what arrives, `events` is told what happens.
 * Throws LISTEN_FAILED, TLS_INVALID, or CONFIG_INVALID for a faulty `allow`.
 */
export function openListener(options: ListenerOptions, onBatch: BatchReceiver, events: ListenerEvents): Promise<Listener> {
  return options.protocol === 'udp' ? openUdpListener(options, onBatch, events) : openStreamListener(options, onBatch, events)
}
