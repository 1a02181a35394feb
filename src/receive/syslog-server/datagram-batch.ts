import { type DatagramFrame, frameOfDatagram } from './datagram-frame.ts'
import { FrameList } from './frame-list.ts'

const LEAST_CAPACITY = 256 * 1024

/** Takes the frames of a batch and, at the same index, who sent each. All three are good only until the call returns. */
export type DatagramBatchOutput = (bytes: Buffer, frames: FrameList, addresses: readonly string[]) => void

/** Gathers datagrams into one buffer, each as one frame: see frameOfDatagram(). */
export class DatagramBatch {
  readonly #maxFrameBytes: number
  readonly #output: DatagramBatchOutput
  readonly #bytes: Buffer
  readonly #frames = new FrameList()
  readonly #addresses: string[] = []
  #used = 0

  constructor(maxFrameBytes: number, output: DatagramBatchOutput) {
    this.#maxFrameBytes = maxFrameBytes
    this.#output = output
    this.#bytes = Buffer.allocUnsafe(Math.max(LEAST_CAPACITY, maxFrameBytes))
  }

  /** Takes one datagram; an empty one is ignored. When there is no room for it, what was gathered before is handed on first. */
  add(datagram: Buffer, address: string): 'whole' | 'cut' {
    const frame = frameOfDatagram(datagram, 0, datagram.length, this.#maxFrameBytes)
    if (frame.stop > frame.start) this.#append(datagram, frame, address)
    return frame.isCut ? 'cut' : 'whole'
  }

  /** Hands on what was gathered, and begins anew. */
  flush(): void {
    if (this.#frames.count > 0) this.#output(this.#bytes, this.#frames, this.#addresses)
    this.#frames.clear()
    this.#used = 0
  }

  #append(datagram: Buffer, { start, stop }: DatagramFrame, address: string): void {
    if (this.#used + stop - start > this.#bytes.length) this.flush()
    const end = this.#used + datagram.copy(this.#bytes, this.#used, start, stop)
    this.#addresses[this.#frames.count] = address
    this.#frames.add(this.#used, end, false)
    this.#used = end
  }
}
