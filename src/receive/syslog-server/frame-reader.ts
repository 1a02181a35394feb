import { ByteSearch } from './byte-search.ts'
import { CR, LF, NUL, skipDelimiters, trimDelimiters } from './delimiters.ts'
import {
  countBefore,
  decimal,
  endOfDigits,
  MAX_COUNT_DIGITS,
  MAX_MARK_BYTES,
  startOfBrokenCount,
  startsMessage,
  startsWithPri,
} from './octet-count.ts'

const SPACE = 0x20
const LESS_THAN = 0x3c

/** The greatest octet count that is believed, unless frames may be longer still: that bounds what a false one can cost. */
const GREATEST_COUNT = 1_048_576

/**
 * What a step found: a frame; a frame cut at its greatest length; a frame behind an octet count that was false; or that more bytes are
 * needed.
 */
export type FrameStep = 'frame' | 'cut' | 'miscounted' | 'incomplete'

/** How a frame ends that has no octet count to be believed: at a delimiter only, or also where a credible octet count begins. */
type LineEnd = 'delimiter' | 'delimiter-or-count'

/**
 * Reads a syslog stream frame by frame (RFC 6587, section 3.4), from bytes that lie in one piece. What it finds depends on the bytes
 * alone, not on how they arrived.
 *
 * Each frame by itself is octet-counted or delimited:
 * - LF, CR and NUL in front of a frame are skipped: empty frames, and the newline that some senders add behind a counted frame.
 * - Digits, SP and a PRI (`535 <14>`) are an octet count, whatever bytes the message holds; unless its first newline, and any that stand
 *   right behind it, are followed by the start of another message (`<14>`, `535 <14>`). Then the stream is newline-delimited and the count is false.
 * - Digits and SP before anything else are an octet count when no newline comes before its last byte. So a counted message without
 *   PRI is read, and a line that begins with a number (`2023 Oct 10 ..`) stays whole. Digits before any other byte
 *   (`2023-10-10`, `1,2018/`) are text.
 * - All other frames end at LF, CR LF or NUL.
 *
 * A frame longer than the greatest length is cut there, and the rest is skipped: to the end of its octet count, or of its line.
 *
 * An octet count of 0, or of more than 1 MiB and the greatest length, is not believed, so that it can neither stall the stream nor
 * swallow what follows. The message behind it ends at the next delimiter or where a credible octet count with a PRI begins. So does
 * what is skipped of a line that was cut: a stream that lost its framing finds it again.
 */
export class FrameReader {
  /** The frame of the last step that found one. Empty frames occur and mean nothing. */
  start = 0
  stop = 0
  /** Whether an octet count framed it. */
  isCounted = false
  /** Where the next step goes on. After `incomplete`: the first byte that is still needed. */
  next = 0

  readonly #maxFrameBytes: number
  readonly #newline = new ByteSearch(LF)
  readonly #nul = new ByteSearch(NUL)
  readonly #lessThan = new ByteSearch(LESS_THAN)
  #bytes: Buffer = Buffer.alloc(0)
  #isLast = false
  /** Bytes still to be skipped of a frame that was cut; `Infinity` until its line ends. */
  #toSkip = 0
  /** How much of the incomplete frame is known to hold no end, so that bytes that trickle in are not searched again and again. */
  #searched = 0

  constructor(maxFrameBytes: number) {
    this.#maxFrameBytes = maxFrameBytes
  }

  /** Turns to other bytes: those that were still needed, with more behind them. `isLast` when none will follow. */
  begin(bytes: Buffer, isLast: boolean): void {
    this.#bytes = bytes
    this.#isLast = isLast
    this.#newline.begin(bytes)
    this.#nul.begin(bytes)
    this.#lessThan.begin(bytes)
  }

  /** Reads the frame at `from`: `next` of the step before, 0 in the beginning. */
  step(from: number): FrameStep {
    const bytes = this.#bytes
    const end = bytes.length
    this.next = from
    if (this.#toSkip > 0) this.#skip(from)
    if (this.#toSkip > 0) return 'incomplete'
    const at = skipDelimiters(bytes, this.next, end)
    this.next = at
    if (at === end) return 'incomplete'
    const digitsEnd = endOfDigits(bytes, at, end)
    const digits = digitsEnd - at
    if (digits === 0 || digits > MAX_COUNT_DIGITS) return this.#readLine(at, 'delimiter')
    const isUndecided = digitsEnd === end || (bytes[digitsEnd] === SPACE && digitsEnd + 3 > end)
    if (isUndecided && !this.#isLast) return 'incomplete'
    if (bytes[digitsEnd] !== SPACE) return this.#readLine(at, 'delimiter')
    return this.#readCounted(at, digitsEnd + 1, decimal(bytes, at, digitsEnd))
  }

  /** `at` is where the count begins, `start` where the message behind it does. */
  #readCounted(at: number, start: number, count: number): FrameStep {
    const bytes = this.#bytes
    const end = bytes.length
    const hasPri = startsWithPri(bytes, start, end)
    if (count === 0 || count > Math.max(GREATEST_COUNT, this.#maxFrameBytes)) {
      return hasPri ? falsely(this.#readLine(start, 'delimiter-or-count')) : this.#readLine(at, 'delimiter-or-count')
    }
    const stop = start + count
    const limit = start + this.#maxFrameBytes
    const newline = this.#newline.next(start)
    const isBroken = newline < Math.min(stop - 1, limit, end)
    if (hasPri && isBroken) {
      const known = Math.min(stop, end)
      const next = skipDelimiters(bytes, newline + 1, known)
      if (startsMessage(bytes, next, known)) return falsely(this.#readLine(start, 'delimiter'))
    }
    if (!hasPri && (isBroken || (this.#isLast && stop > end))) return this.#readLine(at, 'delimiter')
    return this.#readUpTo(start, stop, limit)
  }

  #readUpTo(start: number, stop: number, limit: number): FrameStep {
    const end = this.#bytes.length
    if (stop > end && end <= limit + MAX_MARK_BYTES && !this.#isLast) return 'incomplete'
    const available = Math.min(stop, end)
    this.isCounted = true
    if (available <= limit) return this.#found('frame', start, available)
    this.#toSkip = stop - limit
    return this.#found('cut', start, limit)
  }

  #readLine(start: number, lineEnd: LineEnd): FrameStep {
    const bytes = this.#bytes
    const end = bytes.length
    const limit = start + this.#maxFrameBytes
    const stop = this.#endOfLine(start, start + this.#searched, lineEnd)
    if (stop === end && !this.#isLast && end <= limit + MAX_MARK_BYTES) {
      this.#searched = Math.max(0, end - start - MAX_MARK_BYTES)
      return 'incomplete'
    }
    this.isCounted = false
    const contentEnd = bytes[stop - 1] === CR ? stop - 1 : stop
    if (contentEnd <= limit) return this.#found('frame', start, stop)
    this.#toSkip = Infinity
    return this.#found('cut', start, limit)
  }

  /** Passes over the rest of a frame that was cut, as far as it lies in these bytes. */
  #skip(from: number): void {
    const bytes = this.#bytes
    const end = bytes.length
    if (this.#toSkip < Infinity) {
      this.next = Math.min(from + this.#toSkip, end)
      this.#toSkip -= this.next - from
      return
    }
    const lineEnd = this.#endOfLine(from, from, 'delimiter-or-count')
    if (lineEnd < end) this.#toSkip = 0
    this.next = lineEnd < end ? lineEnd : startOfBrokenCount(bytes, from, end)
  }

  /** Where the line that begins at `start` ends, searched from `from`; the bytes' length when its end is not among them. */
  #endOfLine(start: number, from: number, lineEnd: LineEnd): number {
    const delimiter = Math.min(this.#newline.next(from), this.#nul.next(from))
    if (lineEnd === 'delimiter') return delimiter
    for (let mark = this.#lessThan.next(from); mark < delimiter; mark = this.#lessThan.next(mark + 1)) {
      if (!startsWithPri(this.#bytes, mark, this.#bytes.length)) continue
      const count = countBefore(this.#bytes, start, mark, this.#maxFrameBytes)
      if (count !== -1) return count
    }
    return delimiter
  }

  #found(step: 'frame' | 'cut', start: number, stop: number): FrameStep {
    this.start = start
    this.stop = trimDelimiters(this.#bytes, start, stop)
    this.next = stop
    this.#searched = 0
    return step
  }
}

/** A frame that was cut is what its octet count said: too long. */
function falsely(step: FrameStep): FrameStep {
  return step === 'frame' ? 'miscounted' : step
}
