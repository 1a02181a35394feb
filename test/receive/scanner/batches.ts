import type { FrameBatch } from '../../../src/receive/frame-batch.ts'

/** A batch of these frames, with `gap` before, between and after them. */
export function batchOf(frames: readonly (string | Buffer)[], gap = '\n'): FrameBatch {
  const parts: Buffer[] = [Buffer.from(gap)]
  // Longer than needed, as listeners hand it over.
  const offsets = new Uint32Array(2 * frames.length + 4)
  let length = gap.length
  frames.forEach((frame, index) => {
    const bytes = Buffer.from(frame)
    offsets[2 * index] = length
    offsets[2 * index + 1] = length + bytes.length
    length += bytes.length + gap.length
    parts.push(bytes, Buffer.from(gap))
  })
  const bytes = Buffer.concat(parts)
  return {
    bytes,
    offsets,
    count: frames.length,
    octetCounted: 0,
    listener: 'test',
    transport: 'tcp',
    addresses: '127.0.0.1',
    receivedAt: 0,
  }
}
