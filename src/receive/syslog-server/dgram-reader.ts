import type { Socket } from 'node:dgram'
import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AllowList } from './allow-list.ts'
import { DatagramReceiver } from './datagram-receiver.ts'
import type { BatchReceiver, Listener, UdpListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'

/** So many turns of the event loop without a datagram, and the kernel's queue is empty. One is not enough: it may be half over. */
const QUIET_TURNS = 2

/** Reads a bound socket as node:dgram does, one datagram at a time, until it is closed. */
export function readByDgram(
  socket: Socket,
  options: UdpListenerOptions,
  allowed: AllowList,
  onBatch: BatchReceiver,
  events: ListenerEvents,
): Pick<Listener, 'reader' | 'close'> {
  const { name, protocol } = options
  const receiver = new DatagramReceiver(options, allowed, onBatch, events)
  socket.on('message', receiver.receive)
  socket.on('error', (error) => events.socketError({ name, protocol }, error))
  let closed: Promise<void> | null = null
  return { reader: 'dgram', close: (deadlineMs) => (closed ??= drain(socket, receiver, deadlineMs)) }
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
