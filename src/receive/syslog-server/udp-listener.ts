import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { AllowList } from './allow-list.ts'
import { readByDgram } from './dgram-reader.ts'
import type { BatchReceiver, Listener, UdpListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import { listenError } from './listen-error.ts'
import { loadRecvmmsg, type Recvmmsg } from './recvmmsg.ts'
import { readByRecvmmsg } from './recvmmsg-reader.ts'
import { socketDescriptor } from './socket-descriptor.ts'

/**
 * Opens a UDP socket, which the addon reads where it is there, else node:dgram. Throws LISTEN_FAILED, or CONFIG_INVALID for a faulty
 * `allow`.
 */
export async function openUdpListener(
  options: UdpListenerOptions,
  onBatch: BatchReceiver,
  events: ListenerEvents,
  addon: Recvmmsg | null = loadRecvmmsg(),
): Promise<Listener> {
  const { name, protocol } = options
  const allowed = new AllowList(options.allow)
  const socket = await bind(options)
  requestReceiveBuffer(socket, options, events)
  const bound = socket.address()
  const descriptor = addon === null ? null : socketDescriptor(socket)
  const reader =
    addon === null || descriptor === null
      ? readByDgram(socket, options, allowed, onBatch, events)
      : readByRecvmmsg(addon, descriptor, options, allowed, onBatch, events)
  // The addon reads on by a descriptor of its own.
  if (reader.reader === 'recvmmsg') socket.close()
  return { name, protocol, bound, connections: () => 0, stopAccepting: () => undefined, ...reader }
}

async function bind(options: UdpListenerOptions): Promise<Socket> {
  const { address, port, reusePort } = options
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', reusePort })
  try {
    await once(socket.bind({ address, port }), 'listening')
    return socket
  } catch (error) {
    socket.close()
    throw listenError(options, error)
  }
}

/** Tells what became of it: Linux reports twice what is usable, and clamps without a word. */
function requestReceiveBuffer(socket: Socket, options: UdpListenerOptions, events: ListenerEvents): void {
  const { name, protocol, receiveBufferBytes } = options
  try {
    socket.setRecvBufferSize(receiveBufferBytes)
    const effective = socket.getRecvBufferSize()
    const expected = process.platform === 'linux' ? 2 * receiveBufferBytes : receiveBufferBytes
    events.receiveBuffer({ name, protocol }, receiveBufferBytes, effective, effective < expected ? 'clamped' : 'granted')
  } catch (error) {
    events.socketError({ name, protocol }, error instanceof Error ? error : new Error(String(error)))
  }
}
