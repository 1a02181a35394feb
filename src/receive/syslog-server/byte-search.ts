const NONE = Buffer.alloc(0)

/**
 * Finds one byte value again and again in the same bytes. What was found is kept for as long as it answers the question: bytes without
 * the value are searched once, not once a frame.
 */
export class ByteSearch {
  readonly #value: number
  #bytes: Buffer = NONE
  /** No byte of `[from, found)` has the value. */
  #from = 0
  #found = -1

  constructor(value: number) {
    this.#value = value
  }

  begin(bytes: Buffer): void {
    this.#bytes = bytes
    this.#found = -1
  }

  /** The first position at or after `from`, or the length of the bytes. */
  next(from: number): number {
    if (from < this.#from || from > this.#found) {
      const found = this.#bytes.indexOf(this.#value, from)
      this.#from = from
      this.#found = found === -1 ? this.#bytes.length : found
    }
    return this.#found
  }
}
