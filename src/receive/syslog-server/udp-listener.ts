import { openDgramListener } from './dgram-listener.ts'
import type { BatchReceiver, Listener, UdpListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import { loadRecvmmsg } from './recvmmsg.ts'
import { openRecvmmsgListener } from './recvmmsg-listener.ts'

/** Opens a UDP socket, by the addon where it is there. Throws LISTEN_FAILED, or CONFIG_INVALID for a faulty `allow`. */
export function openUdpListener(options: UdpListenerOptions, onBatch: BatchReceiver, events: ListenerEvents): Promise<Listener> {
  const addon = loadRecvmmsg()
  return addon === null ? openDgramListener(options, onBatch, events) : openRecvmmsgListener(addon, options, onBatch, events)
}
