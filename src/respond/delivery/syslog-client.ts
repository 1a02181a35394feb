import type { LookupFunction } from 'node:net'
import type { DueDelivery } from './delivery.ts'
import { failureOf } from './failure-of.ts'
import { forbiddenAddress } from './forbidden-address.ts'
import { guardedLookup } from './guarded-lookup.ts'
import type { Outcome } from './outcome.ts'
import { sendDatagram } from './syslog-datagram.ts'
import { SyslogStream } from './syslog-stream.ts'
import type { Webhook } from './webhook.ts'

/** RFC 5426 for UDP, RFC 5425 for TLS; plain TCP has none of its own and uses that of UDP. */
const PORTS: Readonly<Record<string, number>> = { 'syslog+udp:': 514, 'syslog+tcp:': 514, 'syslog+tls:': 6514 }

/** Where syslog is sent to. `lookup` finds no forbidden address. */
export type SyslogTarget = {
  readonly host: string
  readonly port: number
  readonly lookup: LookupFunction
  readonly connection: Webhook['connection']
}

/** Sends what one message is. Rejects when it could not be handed to the network. */
type SyslogTransport = { readonly write: (message: Buffer) => Promise<void>; readonly close: () => void }

/**
 * Sends deliveries to one syslog receiver. Syslog has no answers: an attempt ends well when the message is handed to the network, and
 * what a receiver loses after that is lost.
 */
export class SyslogClient {
  readonly #transport: SyslogTransport
  readonly #timeoutMs: number
  readonly #forbidden: Outcome | null

  /** Throws TLS_INVALID. */
  constructor({ url, timeoutMs, connection }: Webhook) {
    const { protocol, hostname, port } = new URL(url.reveal())
    const host = hostname.replace(/^\[(.*)\]$/, '$1')
    const isForbidden = forbiddenAddress(connection.allow)
    this.#forbidden = isForbidden(host) ? { kind: 'forbidden', address: host } : null
    const target = {
      host,
      port: port === '' ? (PORTS[protocol] ?? 514) : Number(port),
      lookup: guardedLookup(isForbidden),
      connection,
    }
    this.#timeoutMs = timeoutMs
    this.#transport =
      protocol === 'syslog+udp:'
        ? { write: (message) => sendDatagram(message, target), close: () => undefined }
        : new SyslogStream(target, protocol === 'syslog+tls:' ? 'tls' : 'tcp')
  }

  /** Makes one attempt. null when `stop` ended it. Never rejects. */
  async send({ body }: DueDelivery, _: number, stop: AbortSignal): Promise<Outcome | null> {
    if (this.#forbidden !== null) return this.#forbidden
    const deadline = AbortSignal.timeout(this.#timeoutMs)
    const ended = AbortSignal.any([stop, deadline])
    try {
      await untilAborted(this.#transport.write(Buffer.from(body)), ended)
      return { kind: 'sent' }
    } catch (error) {
      // Half a message may be on its way: only a new connection begins with a whole one.
      if (ended.aborted) this.#transport.close()
      if (stop.aborted) return null
      return deadline.aborted ? { kind: 'timeout' } : failureOf(error)
    }
  }

  close(): Promise<void> {
    this.#transport.close()
    return Promise.resolve()
  }
}

async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const abort = (): void => reject(new Error('aborted'))
  signal.addEventListener('abort', abort, { once: true })
  if (signal.aborted) abort()
  try {
    await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', abort)
    // Nobody waits any more.
    work.catch(() => undefined)
  }
}
