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
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let count = 0
    let start = 0
    for (let end = bytes.indexOf(LF, rest.length); end !== -1; end = bytes.indexOf(LF, start)) {
      if (2 * count === offsets.length) offsets = grow(offsets)
      offsets[2 * count] = start
      offsets[2 * count + 1] = end > start && bytes[end - 1] === CR ? end - 1 : end
      count++
      start = end + 1
    }
    rest = bytes.subarray(start)
    if (count > 0) yield batchOf(bytes, count)
  }
  if (rest.length > 0) {
    offsets.set([0, rest.length])
    yield batchOf(rest, 1)
  }
}

function grow(offsets: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * offsets.length)
  larger.set(offsets)
  return larger
}
