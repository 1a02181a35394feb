import type { Framer } from './framer.ts'

/** Four of the largest records: more is no faster, and less of it stays in the processor's cache. */
const CAPACITY = 65_536

type Stream = Pick<Framer, 'push'>

/**
 * Puts together what the records of TLS connections bring in one turn of the event loop. A record holds 16 KiB at most, and often one
 * message; each piece that goes down the line has its price, whatever its length.
 */
export class RecordGatherer {
  readonly #buffer = Buffer.allocUnsafeSlow(CAPACITY)
  #stream: Stream | null = null
  #length = 0
  #isFlushDue = false

  /** Takes the next bytes of a stream. What another stream brought before goes down first. `bytes` can be reused afterwards. */
  push(stream: Stream, bytes: Buffer): void {
    if (stream !== this.#stream || this.#length + bytes.length > CAPACITY) this.flush()
    this.#stream = stream
    if (bytes.length > CAPACITY) stream.push(bytes)
    else this.#length += bytes.copy(this.#buffer, this.#length)
    if (this.#isFlushDue) return
    this.#isFlushDue = true
    setImmediate(this.#flushInTime)
  }

  /** Hands on what was gathered. Due before a stream ends; else it comes by itself at the end of the turn. */
  flush(): void {
    const length = this.#length
    this.#length = 0
    if (length > 0) this.#stream?.push(this.#buffer.subarray(0, length))
  }

  readonly #flushInTime = (): void => {
    this.#isFlushDue = false
    this.flush()
    this.#stream = null
  }
}
