import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import { sendFailed } from './send-failed.ts'
import type { Target, Transport } from './transport.ts'

/** One datagram a message (RFC 5426). The socket is connected, so that a port where nobody listens is told, where ICMP allows. */
export async function openUdp(target: Target): Promise<Transport> {
  const failed = (cause: unknown): never => {
    throw sendFailed('udp', target, cause)
  }
  const { address, family } = await lookup(target.host).catch(failed)
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  socket.connect(target.port, address)
  await once(socket, 'connect').catch(failed)

  let error: Error | null = null
  let pending = Promise.resolve()
  socket.on('error', (cause) => (error = cause))
  const write = (message: string): void => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    socket.send(message, (cause) => {
      error ??= cause
      resolve(undefined)
    })
    pending = promise
  }
  const flush = async (): Promise<void> => {
    await pending
    if (error !== null) failed(error)
  }
  const close = async (): Promise<void> => {
    await pending
    // That a datagram was refused is read in the next turn of the event loop: the second immediate comes after it.
    await setImmediate()
    await setImmediate()
    socket.close()
    if (error !== null) failed(error)
  }
  return { write, flush, close }
}
