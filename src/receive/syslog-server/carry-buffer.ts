const NONE = Buffer.alloc(0)
const LEAST_CAPACITY = 1024
const KEPT_CAPACITY = 8192

/** The bytes of a stream that wait for the rest of their frame. Appending costs amortised constant time a byte. */
export class CarryBuffer {
  #buffer: Buffer = NONE
  #length = 0

  get length(): number {
    return this.#length
  }

  /** What is held. Valid until the next change. */
  view(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  append(source: Buffer, from: number, to: number): void {
    const needed = this.#length + to - from
    if (needed > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(LEAST_CAPACITY, 2 * needed))
      this.#buffer.copy(larger, 0, 0, this.#length)
      this.#buffer = larger
    }
    source.copy(this.#buffer, this.#length, from, to)
    this.#length = needed
  }

  dropFirst(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length)
    this.#length -= count
  }

  /** Empties it. One long frame must not hold memory for the rest of the connection. */
  clear(): void {
    this.#length = 0
    if (this.#buffer.length > KEPT_CAPACITY) this.#buffer = NONE
  }
}
