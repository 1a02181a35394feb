import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls, type SecureContext, type TLSSocket } from 'node:tls'
import type { SyslogTarget } from './syslog-client.ts'
import { tlsContext } from './tls-context.ts'

const KEEP_ALIVE_MS = 15_000

/** How long a server that sends no session tickets keeps the first message waiting. */
const TICKET_WAIT_MS = 300

/** `ready` rejects when it cannot be made. */
type Connection = { readonly socket: Socket; readonly ready: Promise<void> }

/**
 * One connection to a syslog receiver over TCP (RFC 6587, octet counting) or TLS (RFC 5425, which frames alike), opened when it is first
 * needed, and again when it has ended.
 */
export class SyslogStream {
  readonly #target: SyslogTarget
  readonly #security: 'tcp' | 'tls'
  readonly #context: SecureContext | null
  #connection: Connection | null = null

  /** Throws TLS_INVALID. */
  constructor(target: SyslogTarget, security: 'tcp' | 'tls') {
    this.#target = target
    this.#security = security
    this.#context = security === 'tls' ? tlsContext(target.connection) : null
  }

  /** Resolves once the kernel has the whole message. */
  async write(message: Buffer): Promise<void> {
    // A receiver that closed an idle connection is noticed first: its FIN has come, but may not have been read.
    await nextTurn()
    const { socket, ready } = (this.#connection ??= this.#open())
    await ready
    const frame = Buffer.concat([Buffer.from(`${message.length} `), message])
    await new Promise<void>((flushed, failed) => {
      socket.write(frame, (error) => (error ? failed(error) : flushed()))
    })
  }

  /** Ends the connection, and what is on its way over it; a later write opens another. */
  close(): void {
    this.#connection?.socket.destroy()
    this.#connection = null
  }

  #open(): Connection {
    const socket = this.#security === 'tls' ? this.#dialTls() : connectTcp(this.#target)
    const connection = { socket, ready: ready(socket, this.#security) }
    const forget = (): void => {
      if (this.#connection === connection) this.#connection = null
    }
    // What a receiver sends is read only so that its end is seen.
    socket.resume().once('end', forget).once('close', forget).on('error', forget)
    return connection
  }

  #dialTls(): TLSSocket {
    const { host, port, lookup } = this.#target
    // RFC 6066, section 3: an address is no server name.
    const servername = isIP(host) === 0 ? { servername: host } : {}
    return connectTls({ host, port, lookup, ...servername, ...(this.#context === null ? {} : { secureContext: this.#context }) })
  }
}

async function ready(socket: Socket, security: 'tcp' | 'tls'): Promise<void> {
  await untilEvent(socket, security === 'tls' ? 'secureConnect' : 'connect')
  socket.setKeepAlive(true, KEEP_ALIVE_MS)
  if ((socket as Partial<TLSSocket>).getProtocol?.() !== 'TLSv1.3') return
  // A server judges the client's certificate after the client's handshake is over, and what was written by then is lost
  // when it refuses. It sends session tickets once it has judged (RFC 8446, section 4.6.1).
  await Promise.race([untilEvent(socket, 'session'), delay(TICKET_WAIT_MS, null, { ref: false })])
  // The event comes from inside OpenSSL's reading; writing there breaks the connection (bad record mac).
  await nextTurn()
}

/** Rejects when the socket fails or is closed before. */
async function untilEvent(socket: Socket, event: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const closed = (): void => reject(Object.assign(new Error('the connection was closed'), { code: 'ECONNRESET' }))
  socket.once(event, resolve).once('error', reject).once('close', closed)
  try {
    await promise
  } finally {
    socket.off(event, resolve).off('error', reject).off('close', closed)
  }
}
