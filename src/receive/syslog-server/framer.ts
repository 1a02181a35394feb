import { CarryBuffer } from './carry-buffer.ts'
import { FrameReader } from './frame-reader.ts'
import type { FrameList } from './frame-list.ts'

/** Where a framer's findings go. */
export type FramerOutput = {
  /** The frames that ended in one piece of the stream. `bytes` and `frames` are good only until the call returns. */
  readonly frames: (bytes: Buffer, frames: FrameList) => void
  /** A frame that was cut at its greatest length; it is among the frames. */
  readonly truncated: () => void
  /** An octet count was false. The count is left out; the message behind it is among the frames. */
  readonly miscounted: () => void
}

const LEAST_PORTION = 512

/**
 * Splits a syslog stream into frames, by the rules of `FrameReader`. Frames that lie within a chunk are not copied; a frame
 * that is divided between chunks is. Holds no more than one unfinished frame.
 */
export class Framer {
  readonly #reader: FrameReader
  readonly #frames: FrameList
  readonly #output: FramerOutput
  readonly #carry = new CarryBuffer()

  /** `frames` is room to work in: it is empty between two calls, so that all framers of a listener can share one. */
  constructor(maxFrameBytes: number, frames: FrameList, output: FramerOutput) {
    this.#reader = new FrameReader(maxFrameBytes)
    this.#frames = frames
    this.#output = output
  }

  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void {
    const from = this.#carry.length === 0 ? 0 : this.#finishCarried(chunk)
    if (from === chunk.length) return
    const rest = this.#read(chunk, from, chunk.length, false)
    if (rest < chunk.length) this.#carry.append(chunk, rest, chunk.length)
  }

  /** The stream has ended: what is left is the last frame. */
  end(): void {
    this.#read(this.#carry.view(), 0, this.#carry.length, true)
    this.#carry.clear()
  }

  /** Reads on with as much of the chunk as the carried frame needs. Returns where in the chunk the first fresh frame begins. */
  #finishCarried(chunk: Buffer): number {
    const carried = this.#carry.length
    let taken = 0
    let next = 0
    while (next < carried) {
      if (taken === chunk.length) {
        this.#carry.dropFirst(next)
        return chunk.length
      }
      const portionEnd = Math.min(chunk.length, taken + Math.max(LEAST_PORTION, this.#carry.length))
      this.#carry.append(chunk, taken, portionEnd)
      taken = portionEnd
      next = this.#read(this.#carry.view(), next, carried, false)
    }
    this.#carry.clear()
    return next - carried
  }

  /** Hands on the frames that begin in `[from, until)` and end in `bytes`. Returns where the first one begins that does not. */
  #read(bytes: Buffer, from: number, until: number, isLast: boolean): number {
    const reader = this.#reader
    reader.begin(bytes, isLast)
    let next = from
    while (next < until) {
      const step = reader.step(next)
      next = reader.next
      if (step === 'incomplete') break
      if (step === 'cut') this.#output.truncated()
      if (step === 'miscounted') this.#output.miscounted()
      if (reader.stop > reader.start) this.#frames.add(reader.start, reader.stop, reader.isCounted)
    }
    if (this.#frames.count > 0) this.#output.frames(bytes, this.#frames)
    this.#frames.clear()
    return next
  }
}
