import { once } from 'node:events'
import { connect } from 'node:net'
import { sendFailed } from './send-failed.ts'
import type { Target, Transport } from './transport.ts'

/** How TCP tells one message from the next, RFC 6587 sections 3.4.1 and 3.4.2. */
export type Framing = 'octet-counting' | 'newline'

export async function openTcp(target: Target, framing: Framing): Promise<Transport> {
  const failed = (cause: unknown): never => {
    throw sendFailed('tcp', target, cause)
  }
  const socket = connect(target.port, target.host)
  // Syslog is one way: reading is only for hearing that the receiver closes.
  socket.resume()
  await once(socket, 'connect').catch(failed)

  const ended = once(socket, 'close')
  // Whoever awaits `ended` later sees the error; nobody awaiting it yet must not end the process.
  ended.catch(() => undefined)
  const write = (message: string): void => {
    socket.write(frame(message, framing))
  }
  const flush = async (): Promise<void> => {
    if (socket.writableNeedDrain) await Promise.race([once(socket, 'drain'), ended]).catch(failed)
    if (socket.destroyed) await ended.then(() => failed(new Error('the receiver closed the connection')), failed)
  }
  const close = async (): Promise<void> => {
    await flush()
    socket.end()
    await ended.catch(failed)
  }
  return { write, flush, close }
}

function frame(message: string, framing: Framing): string {
  return framing === 'newline' ? `${message}\n` : `${Buffer.byteLength(message)} ${message}`
}
