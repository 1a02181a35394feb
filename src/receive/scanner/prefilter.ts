import type { FrameBatch } from '../frame-batch.ts'
import { anchorOf } from './anchor.ts'
import type { Needle } from './needle.ts'
import { BUCKETS, type BytePattern, bytesOf, nibbleTables } from './nibble-tables.ts'

/** Valid until the next look, which writes into the same memory. Only the batch's count of entries hold. */
export type FirstLook = {
  /** 1 for each frame that may hold a needle. */
  readonly marks: Uint8Array
  /** For each frame the index of the vendor in its CEF header, or -1 where only a signature can tell. */
  readonly placements: Int8Array
}

export type Prefilter = (batch: FrameBatch) => FirstLook

/** What prefilter.as.ts exports. Addresses are offsets into its memory. */
type Exports = {
  readonly memory: WebAssembly.Memory
  readonly markFrames: (bytes: number, offsets: number, count: number, tables: number, buckets: number, marks: number) => void
  readonly placeFrames: (
    bytes: number,
    offsets: number,
    count: number,
    vendors: number,
    vendorCount: number,
    placements: number,
  ) => void
}

const HEX_LETTERS = 'ABCDEFabcdef'

/** The last four buckets: what the forms begin with in which a letter or digit can hide. See isEscape() of prefilter.as.ts. */
const ESCAPES: readonly (readonly BytePattern[])[] = [
  [[bytesOf('%'), bytesOf('2'), bytesOf('5'), null]],
  [[bytesOf('%'), bytesOf('3'), bytesOf('0123456789'), null]],
  [[bytesOf('%'), bytesOf('4567'), bytesOf(`0123456789${HEX_LETTERS}`), null]],
  [
    [bytesOf('%'), bytesOf('%cCeE'), null, null],
    [bytesOf('\\'), bytesOf('uU'), bytesOf('02'), bytesOf('01')],
    [[0xc4, 0xc5, 0xe2], [0xb0, 0xb1, 0xbf, 0x84], null, null],
  ],
]

const ANCHOR_BUCKETS = BUCKETS - ESCAPES.length
const ANCHOR_SIZE = 32
const VENDOR_SIZE = 64

/** Tables of 128 bytes, and 16 for the code to work in. */
const TABLES = 1024
const BUCKET_LIST = TABLES + 144
const LISTS = BUCKET_LIST + 8 * BUCKETS + 8

const PAGE = 65_536

/** What the code may read behind the last frame. */
const PADDING = 64

/**
 * A first look at batches in WebAssembly. It lets through more than the needles' patterns would, and never less. `vendors` are Device
 * Vendors of CEF, spelled exactly. null when a needle has nothing in it that could be looked for so.
 */
export function createPrefilter(
  module: WebAssembly.Module,
  needles: readonly Needle[],
  vendors: readonly (string | null)[],
): Prefilter | null {
  const anchors = needles.map(anchorOf).filter((anchor) => anchor !== null)
  if (anchors.length < needles.length) return null
  const { memory, markFrames, placeFrames } = new WebAssembly.Instance(module).exports as Exports
  const lists = writeLists([...new Set(anchors)], vendors)
  const data = LISTS + lists.bytes.length + PADDING
  let view = new Uint8Array(memory.buffer)
  let words = new Uint32Array(memory.buffer)
  const reserve = (size: number): void => {
    const missing = data + size - view.length
    if (missing <= 0) return
    memory.grow(Math.ceil(missing / PAGE))
    view = new Uint8Array(memory.buffer)
    words = new Uint32Array(memory.buffer)
  }
  reserve(0)
  view.set(lists.tables, TABLES)
  view.set(lists.buckets, BUCKET_LIST)
  view.set(lists.bytes, LISTS)

  return ({ bytes, offsets, count }) => {
    const length = count === 0 ? 0 : (offsets[2 * count - 1] ?? 0)
    const offsetsAt = (data + length + PADDING + 7) & ~7
    const marksAt = offsetsAt + 8 * count
    const placementsAt = marksAt + count
    reserve(placementsAt + count - data)
    view.set(length === bytes.length ? bytes : bytes.subarray(0, length), data)
    view.fill(0, data + length, offsetsAt)
    for (let index = 0; index < 2 * count; index++) words[offsetsAt / 4 + index] = offsets[index] ?? 0
    view.fill(0, marksAt, placementsAt)
    markFrames(data, offsetsAt, count, TABLES, BUCKET_LIST, marksAt)
    placeFrames(data, offsetsAt, count, lists.vendorsAt, lists.vendorCount, placementsAt)
    return {
      marks: view.subarray(marksAt, placementsAt),
      placements: new Int8Array(memory.buffer, placementsAt, count),
    }
  }
}

/** Everything that does not change from batch to batch. */
function writeLists(anchors: readonly string[], vendors: readonly (string | null)[]) {
  // Sorted, so that anchors that begin alike share a bucket and its tables stay narrow.
  const sorted = anchors.toSorted()
  const size = Math.ceil(sorted.length / ANCHOR_BUCKETS)
  const buckets = Array.from({ length: ANCHOR_BUCKETS }, (_, index) => sorted.slice(index * size, (index + 1) * size))
  const named = vendors.flatMap((name, index) => (name === null ? [] : [{ name, index }]))
  const bytes = new Uint8Array(ANCHOR_SIZE * sorted.length + VENDOR_SIZE * named.length)
  for (const [index, anchor] of sorted.entries()) {
    bytes.set([anchor.length, ...bytesOf(anchor)], index * ANCHOR_SIZE)
  }
  const vendorsAt = ANCHOR_SIZE * sorted.length
  for (const [index, { name, index: vendor }] of named.entries()) {
    bytes.set([name.length, ...bytesOf(name)], vendorsAt + index * VENDOR_SIZE)
    bytes[vendorsAt + (index + 1) * VENDOR_SIZE - 1] = vendor
  }
  const bucketList = new Uint32Array(2 * BUCKETS)
  for (const [index, bucket] of buckets.entries()) {
    bucketList.set([LISTS + ANCHOR_SIZE * Math.min(index * size, sorted.length), bucket.length], 2 * index)
  }
  return {
    tables: nibbleTables([...buckets.map((bucket) => bucket.map(patternOf)), ...ESCAPES]),
    buckets: new Uint8Array(bucketList.buffer),
    bytes,
    vendorsAt: LISTS + vendorsAt,
    vendorCount: named.length,
  }
}

/** The first four bytes of an anchor, in either case. */
function patternOf(anchor: string): BytePattern {
  const at = (index: number): readonly number[] | null => {
    const char = anchor[index]
    return char === undefined ? null : bytesOf(char + char.toUpperCase())
  }
  return [at(0), at(1), at(2), at(3)]
}
