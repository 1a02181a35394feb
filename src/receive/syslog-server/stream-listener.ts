import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { AllowList } from './allow-list.ts'
import { Connections } from './connections.ts'
import type { BatchReceiver, Listener, TcpListenerOptions, TlsListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import { listenError } from './listen-error.ts'
import { senderAddress } from './sender-address.ts'
import { tlsHandshakeFailure } from './tls-handshake-failure.ts'
import { createTlsServer } from './tls-server.ts'

type StreamListenerOptions = TcpListenerOptions | TlsListenerOptions

/** Opens a TCP or TLS socket. Throws LISTEN_FAILED, TLS_INVALID, or CONFIG_INVALID for a faulty `allow`. */
export async function openStreamListener(
  options: StreamListenerOptions,
  onBatch: BatchReceiver,
  events: ListenerEvents,
): Promise<Listener> {
  const { name, protocol } = options
  const allowed = new AllowList(options.allow)
  const connections = new Connections(options, onBatch, events)
  const establish =
    options.protocol === 'tls' ? tlsHandshake(options, connections, events) : (socket: Socket) => connections.read(socket)
  const server = createServer({ keepAlive: true, keepAliveInitialDelay: options.keepAliveMs })
  server.maxConnections = options.maxConnections
  server.on('drop', () => events.connectionRefused({ name, protocol }, 'limit'))
  server.on('connection', (socket) => {
    if (allowed.allows(senderAddress(socket.remoteAddress ?? ''))) {
      connections.add(socket)
      establish(socket)
    } else {
      events.connectionRefused({ name, protocol }, 'denied')
      socket.destroy()
    }
  })
  await listen(server, options)
  server.on('error', (error) => events.socketError({ name, protocol }, error))
  return listenerOf(options, server, connections)
}

/** Takes an accepted connection through its handshake to `connections.read`. */
function tlsHandshake(options: TlsListenerOptions, connections: Connections, events: ListenerEvents): (socket: Socket) => void {
  const { name, protocol } = options
  const tls = createTlsServer(options)
  tls.on('secureConnection', (stream) => connections.read(stream))
  tls.on('tlsClientError', (error, stream) => {
    events.tlsHandshakeFailed({ name, protocol }, tlsHandshakeFailure(error))
    // Node leaves a connection open whose handshake takes too long.
    stream.destroy()
  })
  return (socket) => {
    socket.on('error', ignore)
    tls.emit('connection', socket)
  }
}

/** Errors of a connection under TLS are told by its TLS stream or its handshake. */
function ignore(): void {
  return
}

async function listen(server: Server, options: StreamListenerOptions): Promise<void> {
  const { address, port, reusePort } = options
  try {
    server.listen({ host: address, port, reusePort })
    await once(server, 'listening')
  } catch (error) {
    throw listenError(options, error)
  }
}

function listenerOf({ name, protocol }: StreamListenerOptions, server: Server, connections: Connections): Listener {
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new TypeError('a TCP server has an address and a port')
  let stopped: Promise<unknown> | null = null
  let closed: Promise<void> | null = null
  const stopAccepting = () => (stopped ??= new Promise((resolve) => server.close(resolve)))
  const close = async (deadlineMs: number): Promise<void> => {
    const serverClosed = stopAccepting()
    await connections.drain(deadlineMs)
    await serverClosed
  }
  return {
    name,
    protocol,
    reader: 'net',
    bound,
    connections: () => connections.count,
    stopAccepting: () => void stopAccepting(),
    close: (deadlineMs) => (closed ??= close(deadlineMs)),
  }
}
