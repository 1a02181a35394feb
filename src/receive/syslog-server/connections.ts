import type { Socket } from 'node:net'
import { FrameList } from './frame-list.ts'
import { Framer } from './framer.ts'
import type { BatchReceiver, TcpListenerOptions, TlsListenerOptions } from './listener.ts'
import type { ListenerEvents, ListenerId } from './listener-events.ts'
import { senderAddress } from './sender-address.ts'
import { RecordGatherer } from './record-gatherer.ts'
import { readStatically } from './static-read.ts'

/** What one read brings at most. */
const READ_BYTES = 262_144

/** While connections are drained, one that was silent for so long has delivered what had been sent. */
const DRAIN_QUIET_MS = 200

/** The open connections of one listener, and what is read from them. */
export class Connections {
  readonly #options: TcpListenerOptions | TlsListenerOptions
  readonly #onBatch: BatchReceiver
  readonly #events: ListenerEvents
  readonly #listener: ListenerId
  readonly #frames = new FrameList()
  /** All connections read into it, one after the other. */
  readonly #buffer = Buffer.allocUnsafeSlow(READ_BYTES)
  /** Of TLS. */
  readonly #records: RecordGatherer | null
  /** What was accepted. */
  readonly #sockets = new Set<Socket>()
  /** What is read: the sockets themselves, or the TLS streams of those whose handshake is over. */
  readonly #streams = new Set<Socket>()
  #isDraining = false

  constructor(options: TcpListenerOptions | TlsListenerOptions, onBatch: BatchReceiver, events: ListenerEvents) {
    const { name, protocol } = options
    this.#options = options
    this.#onBatch = onBatch
    this.#events = events
    this.#listener = { name, protocol }
    this.#records = protocol === 'tls' ? new RecordGatherer() : null
  }

  get count(): number {
    return this.#sockets.size
  }

  /** Counts a connection from now until it closes. */
  add(socket: Socket): void {
    this.#sockets.add(socket)
    this.#events.connectionAccepted(this.#listener, this.#sockets.size)
    socket.on('close', () => {
      this.#sockets.delete(socket)
      this.#events.connectionClosed(this.#listener, this.#sockets.size)
    })
  }

  /** Reads an established connection until it ends, fails or is idle for too long. What came until then is handed down. */
  read(stream: Socket): void {
    const framer = this.#framerFor(senderAddress(stream.remoteAddress ?? ''))
    this.#streams.add(stream)
    const records = this.#records
    const take = records === null ? (bytes: Buffer) => framer.push(bytes) : (bytes: Buffer) => records.push(framer, bytes)
    if (!readStatically(stream, this.#buffer, take)) stream.on('data', take)
    stream.on('error', (error) => {
      this.#events.socketError(this.#listener, error)
      // Node leaves a connection open when its TLS records are faulty.
      stream.destroy()
    })
    stream.on('close', () => {
      this.#streams.delete(stream)
      records?.flush()
      framer.end()
    })
    stream.setTimeout(this.#options.idleTimeoutMs)
    stream.on('timeout', () => this.#endIfSilent(stream))
  }

  /** Reads on until each sender has ended or falls silent, and closes all. Senders that are still busy at the deadline are cut off. */
  async drain(deadlineMs: number): Promise<void> {
    this.#isDraining = true
    const deadline = setTimeout(() => this.#destroyAll(), deadlineMs)
    for (const stream of this.#streams) {
      stream.setTimeout(DRAIN_QUIET_MS)
      // Tells the sender to go elsewhere. Node reads nothing more from a TLS stream that it has ended.
      if (this.#options.protocol === 'tcp') stream.end()
    }
    await allClosed(this.#streams)
    clearTimeout(deadline)
    this.#destroyAll()
    await allClosed(this.#sockets)
  }

  /** A process that was held up runs its timers before it reads what came meanwhile: silence counts once that has been read. */
  #endIfSilent(stream: Socket): void {
    const { bytesRead } = stream
    setImmediate(() => {
      if (stream.destroyed || stream.bytesRead > bytesRead) return
      if (!this.#isDraining) this.#events.connectionTimedOut(this.#listener)
      stream.destroy()
    })
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }

  #framerFor(address: string): Framer {
    const { name, protocol, maxFrameBytes } = this.#options
    return new Framer(maxFrameBytes, this.#frames, {
      frames: (bytes, { offsets, count, octetCounted, bytes: size }) => {
        this.#events.received(this.#listener, count, size)
        const receivedAt = Date.now()
        this.#onBatch({
          bytes,
          offsets,
          count,
          octetCounted,
          listener: name,
          transport: protocol,
          addresses: address,
          receivedAt,
        })
      },
      truncated: () => this.#events.truncated(this.#listener),
      miscounted: () => this.#events.miscounted(this.#listener),
    })
  }
}

async function allClosed(sockets: Iterable<Socket>): Promise<void> {
  await Promise.all(Array.from(sockets, (socket) => new Promise((resolve) => socket.once('close', resolve))))
}
