import { createReadStream, statSync } from 'node:fs'
import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream'
import { createGunzip, createZstdDecompress } from 'node:zlib'
import { CefwatchError } from '../base/errors.ts'

/** Each chunk costs a turn of the event loop: with 16 KiB, as unpacking has by itself, a third of the speed. */
const CHUNK_BYTES = 1024 * 1024

/** A saved log opened for reading. `size` is that of the file on disk (compressed), null for standard input. */
export type OpenLog = { readonly name: string; readonly size: number | null; readonly content: AsyncIterable<Buffer> }

/** Opens a file, or standard input for `-`; `.gz` and `.zst` are unpacked. `progressed` hears of bytes read from disk. */
export function openLog(path: string, progressed: (bytes: number) => void = () => undefined): OpenLog {
  if (path === '-') return { name: 'stdin', size: null, content: process.stdin }
  try {
    const { size } = statSync(path)
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES })
    file.on('data', (chunk) => progressed(chunk.length))
    return { name: path, size, content: readable(unpacked(file, path), path) }
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

async function* readable(stream: Readable, path: string): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch (cause) {
    throw unreadable(path, cause)
  }
}

function unreadable(path: string, cause: unknown): CefwatchError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new CefwatchError('FILE_UNREADABLE', `the log cannot be read: ${reason}`, { place: { file: path }, cause })
}

function unpacked(file: Readable, path: string): Readable {
  const unpack = path.endsWith('.gz')
    ? createGunzip({ chunkSize: CHUNK_BYTES })
    : path.endsWith('.zst')
      ? createZstdDecompress({ chunkSize: CHUNK_BYTES })
      : passThrough()
  // pipeline() destroys `unpack` with the error, and so the reader of the content hears of it.
  return pipeline(file, unpack, () => undefined)
}

function passThrough(): Transform {
  return new Transform({ transform: (chunk: Buffer, _: BufferEncoding, done: TransformCallback) => done(null, chunk) })
}
