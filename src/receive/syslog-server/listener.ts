import type { FrameBatch } from '../frame-batch.ts'
import type { ListenerProtocol } from './listener-events.ts'

type CommonOptions = {
  /** How metrics, logs and alerts call the listener. */
  readonly name: string
  /** Address to listen on. `::` takes IPv6 and IPv4. */
  readonly address: string
  /** 0 lets the system choose one. */
  readonly port: number
  /**
   * The longest frame that is kept whole. Of a longer one, whatever carried it, the first `maxFrameBytes` are handed down (a URL that
   * was cut still matches) and counted as truncated; the rest is skipped.
   */
  readonly maxFrameBytes: number
  /** Addresses and CIDR networks that may send. Empty: everyone. */
  readonly allow: readonly string[]
  /** Lets several threads or processes listen on the same port; the kernel spreads senders over them. */
  readonly reusePort: boolean
}

export type UdpListenerOptions = CommonOptions & {
  readonly protocol: 'udp'
  /** What is asked of the kernel as SO_RCVBUF. */
  readonly receiveBufferBytes: number
}

type StreamOptions = CommonOptions & {
  /** A connection that sends nothing for this long is closed. 0: never. */
  readonly idleTimeoutMs: number
  /** When TCP begins to probe a silent peer. */
  readonly keepAliveMs: number
  /** Connections beyond this are closed as soon as they are accepted. */
  readonly maxConnections: number
}

export type TcpListenerOptions = StreamOptions & { readonly protocol: 'tcp' }

/** TLS 1.2 or newer. */
export type TlsListenerOptions = StreamOptions & {
  readonly protocol: 'tls'
  /** The server's certificate with its chain, PEM. */
  readonly cert: string | Buffer
  /** The certificate's private key, PEM. */
  readonly key: string | Buffer
}

export type ListenerOptions = UdpListenerOptions | TcpListenerOptions | TlsListenerOptions

/** Takes a batch; must be done with it when it returns. */
export type BatchReceiver = (batch: FrameBatch) => void

/** A listener that is open. */
export type Listener = {
  readonly name: string
  readonly protocol: ListenerProtocol
  /** By what it reads its sockets. */
  readonly reader: 'recvmmsg' | 'dgram' | 'net'
  /** The address and port that are really bound. */
  readonly bound: { readonly address: string; readonly port: number }
  /** Open connections; 0 for UDP. */
  readonly connections: () => number
  /** Refuses new connections and keeps reading the open ones. Has no meaning for UDP, which goes on until it is closed. */
  readonly stopAccepting: () => void
  /**
   * Reads what has already been sent (all that the kernel holds for UDP; of each connection until it ends or falls silent), then
   * closes. After `deadlineMs` it closes whatever is still coming in.
   */
  readonly close: (deadlineMs: number) => Promise<void>
}
