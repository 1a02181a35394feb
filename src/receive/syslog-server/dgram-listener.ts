import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { DatagramReceiver } from './datagram-receiver.ts'
import type { BatchReceiver, Listener, UdpListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import { listenError } from './listen-error.ts'
import { reportReceiveBuffer } from './receive-buffer.ts'

/** So many turns of the event loop without a datagram, and the kernel's queue is empty. One is not enough: it may be half over. */
const QUIET_TURNS = 2

/** Opens a UDP socket that node:dgram reads. Throws LISTEN_FAILED, or CONFIG_INVALID for a faulty `allow`. */
export async function openDgramListener(
  options: UdpListenerOptions,
  onBatch: BatchReceiver,
  events: ListenerEvents,
): Promise<Listener> {
  const { name, protocol, address, port, reusePort } = options
  const receiver = new DatagramReceiver(options, onBatch, events)
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', reusePort })
  try {
    await once(socket.bind({ address, port }), 'listening')
  } catch (error) {
    socket.close()
    throw listenError(options, error)
  }
  socket.on('message', receiver.receive)
  socket.on('error', (error) => events.socketError({ name, protocol }, error))
  requestReceiveBuffer(socket, options, events)
  let closed: Promise<void> | null = null
  return {
    name,
    protocol,
    reader: 'dgram',
    bound: socket.address(),
    connections: () => 0,
    stopAccepting: () => undefined,
    close: (deadlineMs) => (closed ??= drain(socket, receiver, deadlineMs)),
  }
}

function requestReceiveBuffer(socket: Socket, options: UdpListenerOptions, events: ListenerEvents): void {
  const { name, protocol, receiveBufferBytes } = options
  try {
    socket.setRecvBufferSize(receiveBufferBytes)
    reportReceiveBuffer(options, socket.getRecvBufferSize(), events)
  } catch (error) {
    events.socketError({ name, protocol }, error instanceof Error ? error : new Error(String(error)))
  }
}

/** Reads until the kernel has no more, then closes. */
async function drain(socket: Socket, receiver: DatagramReceiver, deadlineMs: number): Promise<void> {
  const deadline = performance.now() + deadlineMs
  let quietTurns = 0
  while (quietTurns < QUIET_TURNS && performance.now() < deadline) {
    const before = receiver.datagrams
    await nextTurn()
    quietTurns = receiver.datagrams === before ? quietTurns + 1 : 0
  }
  socket.close()
  await once(socket, 'close')
  receiver.flush()
}
