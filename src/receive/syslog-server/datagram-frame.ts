import { trimDelimiters } from './delimiters.ts'
import { decimal, endOfDigits, MAX_COUNT_DIGITS } from './octet-count.ts'

const SPACE = 0x20

/** The frame of a datagram, as offsets into its bytes; `start` equals `stop` when it is empty. */
export type DatagramFrame = { readonly start: number; readonly stop: number; readonly isCut: boolean }

/**
 * The one frame of the datagram `[from, to)` (RFC 5426, section 3.1): newlines inside it belong to the message. LF, CR and NUL at its end
 * are framing, and so is an octet count in front that equals the length of the rest, with or without those.
 */
export function frameOfDatagram(bytes: Buffer, from: number, to: number, maxFrameBytes: number): DatagramFrame {
  const end = trimDelimiters(bytes, from, to)
  const start = messageStart(bytes, from, end, to)
  const stop = Math.min(end, start + maxFrameBytes)
  return { start, stop, isCut: stop < end }
}

function messageStart(bytes: Buffer, from: number, end: number, to: number): number {
  const digitsEnd = endOfDigits(bytes, from, end)
  const digits = digitsEnd - from
  if (digits === 0 || digits > MAX_COUNT_DIGITS || bytes[digitsEnd] !== SPACE) return from
  const start = digitsEnd + 1
  const count = decimal(bytes, from, digitsEnd)
  return count >= end - start && count <= to - start && start < end ? start : from
}
