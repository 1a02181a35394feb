const INITIAL_CAPACITY = 256

/** Where the frames of one batch lie in its bytes. Filled and cleared for each batch; allocates only when it has to grow. */
export class FrameList {
  #offsets = new Uint32Array(2 * INITIAL_CAPACITY)
  #count = 0
  #bytes = 0
  #octetCounted = 0

  /** Frame i is `[offsets[2 * i], offsets[2 * i + 1])`. A new array once the list has grown. */
  get offsets(): Uint32Array {
    return this.#offsets
  }

  get count(): number {
    return this.#count
  }

  /** Length of all frames together. */
  get bytes(): number {
    return this.#bytes
  }

  /** How many of the frames an octet count framed. */
  get octetCounted(): number {
    return this.#octetCounted
  }

  add(start: number, stop: number, isCounted: boolean): void {
    const index = 2 * this.#count
    if (index === this.#offsets.length) this.#grow()
    this.#offsets[index] = start
    this.#offsets[index + 1] = stop
    this.#count++
    this.#bytes += stop - start
    if (isCounted) this.#octetCounted++
  }

  clear(): void {
    this.#count = 0
    this.#bytes = 0
    this.#octetCounted = 0
  }

  #grow(): void {
    const larger = new Uint32Array(2 * this.#offsets.length)
    larger.set(this.#offsets)
    this.#offsets = larger
  }
}
