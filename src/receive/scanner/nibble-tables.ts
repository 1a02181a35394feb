/** Bytes that may stand at each of four positions in a row; null for any. */
export type BytePattern = readonly [ByteSet, ByteSet, ByteSet, ByteSet]

export type ByteSet = readonly number[] | null

export const BUCKETS = 8

/** What of the tables belongs to one position: sixteen bytes for the low nibble, sixteen for the high one. */
const POSITION_SIZE = 32

/**
 * The tables of Teddy (see prefilter.as.ts) for patterns in buckets: byte b may stand at a position of a bucket when the bucket's bit is
 * set both for its low and for its high nibble. Patterns that share a bucket let through what mixes them.
 */
export function nibbleTables(buckets: readonly (readonly BytePattern[])[]): Uint8Array {
  const tables = new Uint8Array(4 * POSITION_SIZE)
  for (const [bucket, patterns] of buckets.entries()) {
    for (const pattern of patterns) {
      for (const [position, bytes] of pattern.entries()) {
        for (const byte of bytes ?? ALL_BYTES) {
          const low = position * POSITION_SIZE + (byte & 15)
          const high = position * POSITION_SIZE + 16 + (byte >> 4)
          tables[low] = (tables[low] ?? 0) | (1 << bucket)
          tables[high] = (tables[high] ?? 0) | (1 << bucket)
        }
      }
    }
  }
  return tables
}

const ALL_BYTES: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte)

/** The bytes of characters of latin1. */
export function bytesOf(characters: string): readonly number[] {
  return Array.from(Buffer.from(characters, 'latin1'))
}
