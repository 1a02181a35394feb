import { trimDelimiters } from './delimiters.ts'
import { FrameList } from './frame-list.ts'
import { decimal, endOfDigits, MAX_COUNT_DIGITS } from './octet-count.ts'

const SPACE = 0x20
const LEAST_CAPACITY = 256 * 1024

/** Takes the frames of a batch and, at the same index, who sent each. All three are good only until the call returns. */
export type DatagramBatchOutput = (bytes: Buffer, frames: FrameList, addresses: readonly string[]) => void

/**
 * Gathers datagrams into one buffer. A datagram is one frame (RFC 5426, section 3.1): newlines inside it belong to the message. LF, CR
 * and NUL at its end are framing, and so is an octet count in front that equals the length of the rest, with or without those.
 */
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
    const end = trimDelimiters(datagram, 0, datagram.length)
    const start = messageStart(datagram, end)
    const stop = Math.min(end, start + this.#maxFrameBytes)
    if (stop > start) this.#append(datagram, start, stop, address)
    return stop < end ? 'cut' : 'whole'
  }

  /** Hands on what was gathered, and begins anew. */
  flush(): void {
    if (this.#frames.count > 0) this.#output(this.#bytes, this.#frames, this.#addresses)
    this.#frames.clear()
    this.#used = 0
  }

  #append(datagram: Buffer, start: number, stop: number, address: string): void {
    if (this.#used + stop - start > this.#bytes.length) this.flush()
    const end = this.#used + datagram.copy(this.#bytes, this.#used, start, stop)
    this.#addresses[this.#frames.count] = address
    this.#frames.add(this.#used, end, start > 0)
    this.#used = end
  }
}

function messageStart(datagram: Buffer, end: number): number {
  const digitsEnd = endOfDigits(datagram, 0, end)
  if (digitsEnd === 0 || digitsEnd > MAX_COUNT_DIGITS || datagram[digitsEnd] !== SPACE) return 0
  const start = digitsEnd + 1
  const count = decimal(datagram, 0, digitsEnd)
  return count >= end - start && count <= datagram.length - start && start < end ? start : 0
}
