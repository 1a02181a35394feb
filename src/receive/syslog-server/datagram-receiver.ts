import type { RemoteInfo } from 'node:dgram'
import type { AllowList } from './allow-list.ts'
import { DatagramBatch } from './datagram-batch.ts'
import type { BatchReceiver, UdpListenerOptions } from './listener.ts'
import type { ListenerEvents, ListenerId } from './listener-events.ts'
import { senderAddress } from './sender-address.ts'

/** Takes the datagrams of one listener. Those that arrive in one turn of the event loop go down the line as one batch. */
export class DatagramReceiver {
  readonly #listener: ListenerId
  readonly #events: ListenerEvents
  readonly #allowed: AllowList
  readonly #batch: DatagramBatch
  #isFlushDue = false
  #datagrams = 0

  constructor(options: UdpListenerOptions, allowed: AllowList, onBatch: BatchReceiver, events: ListenerEvents) {
    const { name, protocol } = options
    this.#listener = { name, protocol }
    this.#events = events
    this.#allowed = allowed
    this.#batch = new DatagramBatch(options.maxFrameBytes, (bytes, frames, addresses) => {
      const { offsets, count, octetCounted } = frames
      events.received(this.#listener, count, frames.bytes)
      onBatch({ bytes, offsets, count, octetCounted, listener: name, transport: protocol, addresses, receivedAt: Date.now() })
    })
  }

  /** All datagrams that came so far, denied ones included. */
  get datagrams(): number {
    return this.#datagrams
  }

  readonly receive = (datagram: Buffer, sender: RemoteInfo): void => {
    this.#datagrams++
    const address = senderAddress(sender.address)
    if (!this.#allowed.allows(address)) {
      this.#events.sourceDenied(this.#listener, datagram.length)
      return
    }
    if (this.#batch.add(datagram, address) === 'cut') this.#events.truncated(this.#listener)
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    setImmediate(this.flush)
  }

  /** Hands on what has come, without waiting for the turn to end. */
  readonly flush = (): void => {
    this.#isFlushDue = false
    this.#batch.flush()
  }
}
