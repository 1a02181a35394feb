import { setTimeout as delay } from 'node:timers/promises'
import { type FrameBatch, senderOf } from '../../../src/receive/frame-batch.ts'
import type { ListenerEvents } from '../../../src/receive/syslog-server/listener-events.ts'

const WAIT_MS = 20_000

/** What a listener handed down and told, and a way to wait for it. */
export class Recorder {
  readonly frames: string[] = []
  readonly senders: string[] = []
  /** Frames in each batch. */
  readonly batches: number[] = []
  /** The calls of the events, as `name` or `name:reason`. */
  readonly told: string[] = []
  readonly errors: Error[] = []
  messages = 0
  bytes = 0
  buffer: { requested: number; effective: number; outcome: string } | null = null
  #awaited: { readonly isMet: () => boolean; readonly resolve: () => void }[] = []

  readonly onBatch = (batch: FrameBatch): void => {
    for (let i = 0; i < batch.count; i++) {
      this.frames.push(batch.bytes.toString('latin1', batch.offsets[2 * i], batch.offsets[2 * i + 1]))
      this.senders.push(`${batch.listener} ${batch.transport} ${senderOf(batch, i)}`)
    }
    this.batches.push(batch.count)
    this.#check()
  }

  readonly events: ListenerEvents = {
    received: (_, messages, bytes) => {
      this.messages += messages
      this.bytes += bytes
    },
    sourceDenied: () => this.#tell('sourceDenied'),
    miscounted: () => this.#tell('miscounted'),
    truncated: () => this.#tell('truncated'),
    connectionAccepted: (_, open) => this.#tell(`accepted:${open}`),
    connectionRefused: (_, reason) => this.#tell(`refused:${reason}`),
    connectionClosed: (_, open) => this.#tell(`closed:${open}`),
    connectionTimedOut: () => this.#tell('timedOut'),
    tlsHandshakeFailed: (_, reason) => this.#tell(`tls:${reason}`),
    receiveBuffer: (_, requested, effective, outcome) => {
      this.buffer = { requested, effective, outcome }
    },
    socketError: (_, error) => {
      this.errors.push(error)
      this.#tell('socketError')
    },
  }

  count(told: string): number {
    return this.told.filter((each) => each === told).length
  }

  /** Resolves once the condition holds; rejects after a time that no healthy run takes. */
  async until(isMet: () => boolean): Promise<void> {
    if (isMet()) return
    const timeout = new AbortController()
    const met = new Promise<void>((resolve) => this.#awaited.push({ isMet, resolve }))
    const late = delay(WAIT_MS, null, { signal: timeout.signal }).then(() => {
      const frames = this.frames.slice(-5).map((frame) => JSON.stringify(frame.slice(0, 40)))
      throw new Error(`waited in vain; last frames: ${frames.join(', ')}; last told: ${this.told.slice(-20).join(', ')}`)
    })
    await Promise.race([met, late]).finally(() => {
      timeout.abort()
      late.catch(() => undefined)
    })
  }

  untilFrames(count: number): Promise<void> {
    return this.until(() => this.frames.length >= count)
  }

  untilTold(told: string, times = 1): Promise<void> {
    return this.until(() => this.count(told) >= times)
  }

  #tell(what: string): void {
    this.told.push(what)
    this.#check()
  }

  #check(): void {
    const met = this.#awaited.filter(({ isMet }) => isMet())
    this.#awaited = this.#awaited.filter((each) => !met.includes(each))
    for (const { resolve } of met) resolve()
  }
}
