import type { FrameBatch } from '../receive/frame-batch.ts'

const LF = 0x0a
const CR = 0x0d

/**
 * Reads a saved log as batches of frames: one line, one message, empty ones included. `name` stands for the listener. Lines inside a
 * chunk are not copied; only the line that a chunk cuts is.
 */
export async function* lineBatches(input: AsyncIterable<Buffer>, name: string, receivedAt: number): AsyncGenerator<FrameBatch> {
  let rest: Buffer = Buffer.alloc(0)
  let offsets = new Uint32Array(1024)
  const batchOf = (bytes: Buffer, count: number): FrameBatch => {
    return { bytes, offsets, count, octetCounted: 0, listener: name, transport: 'file', addresses: '', receivedAt }
  }
  for await (const chunk of input) {
    let start = 0
    if (rest.length > 0) {
      const end = chunk.indexOf(LF)
      rest = Buffer.concat([rest, end === -1 ? chunk : chunk.subarray(0, end)])
      if (end === -1) continue
      offsets.set([0, withoutCR(rest, 0, rest.length)])
      yield batchOf(rest, 1)
      start = end + 1
    }
    let count = 0
    for (let end = chunk.indexOf(LF, start); end !== -1; end = chunk.indexOf(LF, start)) {
      if (2 * count === offsets.length) offsets = grow(offsets)
      offsets[2 * count] = start
      offsets[2 * count + 1] = withoutCR(chunk, start, end)
      count++
      start = end + 1
    }
    // A copy: what is left of a chunk must not hold all of it.
    rest = Buffer.from(chunk.subarray(start))
    if (count > 0) yield batchOf(chunk, count)
  }
  if (rest.length > 0) {
    offsets.set([0, rest.length])
    yield batchOf(rest, 1)
  }
}

function withoutCR(bytes: Buffer, start: number, end: number): number {
  return end > start && bytes[end - 1] === CR ? end - 1 : end
}

function grow(offsets: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * offsets.length)
  larger.set(offsets)
  return larger
}
