/*
 * The scanner's first look at a batch, in AssemblyScript (https://www.assemblyscript.org), compiled to WebAssembly with 128-bit SIMD by
 * `npm run build:wasm`. It finds the frames that may hold a needle, and places the frames whose CEF header begins as it should.
 *
 * The search is "Teddy" of Hyperscan (https://github.com/intel/hyperscan): four bytes in a row are looked up in nibble tables of eight
 * buckets at sixteen positions at once. What passes is looked at byte by byte. prefilter.ts makes the tables, and lays out the memory.
 */

/** Of the four bytes that are looked up: low and high nibble, sixteen bytes each. Behind the four tables sixteen bytes are free. */
const TABLE_SIZE: usize = 32

const PERCENT: u32 = 0x25
const BACKSLASH: u32 = 0x5c
const PIPE: u32 = 0x7c

/** "CEF:" in the order of memory. */
const CEF: u32 = 0x3a464543

/** How far into a frame its CEF header may begin, and how far in all its pipes must be. */
const HEADER_REACH: usize = 160
const SIGNATURE_REACH: usize = 512

/** Pipes behind the Device Vendor that a whole CEF header has. */
const PIPES_BEHIND_VENDOR: i32 = 5

/**
 * Sets the mark of every frame that may hold a needle: one of the anchors stands in it, in any case, or an escape that could hide one.
 *
 * `buckets` holds for each of the eight buckets the address of its anchors and their number (0: the bucket is one of escapes); an anchor
 * is its length and its bytes in lower case, 32 bytes in all. Bytes behind the last frame are read, up to 32.
 */
export function markFrames(bytes: usize, offsets: usize, count: i32, tables: usize, buckets: usize, marks: usize): void {
  if (count == 0) return
  const low0 = v128.load(tables)
  const high0 = v128.load(tables + 16)
  const low1 = v128.load(tables + TABLE_SIZE)
  const high1 = v128.load(tables + TABLE_SIZE + 16)
  const low2 = v128.load(tables + 2 * TABLE_SIZE)
  const high2 = v128.load(tables + 2 * TABLE_SIZE + 16)
  const low3 = v128.load(tables + 3 * TABLE_SIZE)
  const high3 = v128.load(tables + 3 * TABLE_SIZE + 16)
  const nibble = i8x16.splat(0x0f)
  const end = bytes + load<u32>(offsets + 8 * (count - 1) + 4)
  let frame: i32 = 0
  let at = bytes + load<u32>(offsets)
  while (at < end) {
    const first = v128.load(at)
    const second = v128.load(at, 1)
    let found = v128.and(
      v128.and(i8x16.swizzle(low0, v128.and(first, nibble)), i8x16.swizzle(high0, i8x16.shr_u(first, 4))),
      v128.and(i8x16.swizzle(low1, v128.and(second, nibble)), i8x16.swizzle(high1, i8x16.shr_u(second, 4))),
    )
    if (!v128.any_true(found)) {
      at += 16
      continue
    }
    const third = v128.load(at, 2)
    const fourth = v128.load(at, 3)
    found = v128.and(
      found,
      v128.and(
        v128.and(i8x16.swizzle(low2, v128.and(third, nibble)), i8x16.swizzle(high2, i8x16.shr_u(third, 4))),
        v128.and(i8x16.swizzle(low3, v128.and(fourth, nibble)), i8x16.swizzle(high3, i8x16.shr_u(fourth, 4))),
      ),
    )
    let lanes = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0)))
    if (lanes != 0) v128.store(tables + 4 * TABLE_SIZE, found)
    let next = at + 16
    while (lanes != 0) {
      const lane = ctz(lanes)
      const hit = at + lane
      lanes &= lanes - 1
      if (!holdsAt(hit, load<u8>(tables + 4 * TABLE_SIZE + lane), buckets)) continue
      while (frame < count && bytes + load<u32>(offsets + 8 * frame + 4) <= hit) frame++
      if (frame == count) return
      if (hit < bytes + load<u32>(offsets + 8 * frame)) continue
      store<u8>(marks + frame, 1)
      // One is enough for a frame.
      next = bytes + load<u32>(offsets + 8 * frame + 4)
      break
    }
    at = next
  }
}

/** Whether an anchor of one of the buckets, given as bits, or an escape, begins at `at`. */
function holdsAt(at: usize, bits: u32, buckets: usize): bool {
  for (; bits != 0; bits &= bits - 1) {
    const bucket: usize = ctz(bits)
    let anchor: usize = load<u32>(buckets + 8 * bucket)
    const count = load<u32>(buckets + 8 * bucket + 4)
    if (count == 0 && isEscape(at)) return true
    for (let index: u32 = 0; index < count; index++) {
      if (isAnchor(at, anchor)) return true
      anchor += 32
    }
  }
  return false
}

function isAnchor(at: usize, anchor: usize): bool {
  const length: usize = load<u8>(anchor)
  for (let index: usize = 0; index < length; index++) {
    if (lower(load<u8>(at + index)) != load<u8>(anchor + 1 + index)) return false
  }
  return true
}

/**
 * Whether a form begins at `at` in which a letter or digit of ASCII can hide: percent-encoded, once or twice; a JSON escape; or a
 * character beyond ASCII that has an ASCII letter for its other case (K, long s, I with or without a dot), as UTF-8 or encoded.
 */
function isEscape(at: usize): bool {
  const first = load<u8>(at)
  const second = lower(load<u8>(at, 1))
  const third = lower(load<u8>(at, 2))
  if (first == PERCENT) {
    switch (second) {
      case 0x25: // %%
        return true
      case 0x32: // %25
        return third == 0x35
      case 0x33: // %30 to %39
        return third >= 0x30 && third <= 0x39
      case 0x34: // %41 to %4f
      case 0x36:
        return third != 0x30
      case 0x35: // %50 to %5a
      case 0x37:
        return (third >= 0x30 && third <= 0x39) || third == 0x61
      case 0x63: // %c4, %c5
        return third == 0x34 || third == 0x35
      case 0x65: // %e2
        return third == 0x32
      default:
        return false
    }
  }
  if (first == BACKSLASH) {
    // \u00.., \u01.. and \u21..; not a user behind a domain.
    const fourth = load<u8>(at, 3)
    return second == 0x75 && ((third == 0x30 && (fourth == 0x30 || fourth == 0x31)) || (third == 0x32 && fourth == 0x31))
  }
  if (first == 0xc4) return load<u8>(at, 1) == 0xb0 || load<u8>(at, 1) == 0xb1
  if (first == 0xc5) return load<u8>(at, 1) == 0xbf
  return first == 0xe2 && load<u8>(at, 1) == 0x84 && load<u8>(at, 2) == 0xaa
}

function lower(byte: u32): u32 {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}

/**
 * Gives each frame that begins with a plain syslog header and `CEF:`, a version of one or two digits, a known Device Vendor and the
 * header's other pipes the number of that vendor; -1 to all others. `vendors` are entries of 64 bytes: length, the name, and in the last
 * byte its number. A header that holds a sign of some native format is left to the signatures.
 */
export function placeFrames(bytes: usize, offsets: usize, count: i32, vendors: usize, vendorCount: i32, placements: usize): void {
  for (let frame: i32 = 0; frame < count; frame++) {
    const start = bytes + load<u32>(offsets + 8 * frame)
    const end = bytes + load<u32>(offsets + 8 * frame + 4)
    const vendorAt = vendorStart(start, end)
    const placement = vendorAt == 0 ? -1 : vendorOf(vendorAt, min(end, start + SIGNATURE_REACH), vendors, vendorCount)
    store<i8>(placements + frame, placement as i8)
  }
}

/** Where the Device Vendor begins; 0 when the frame does not begin as it should. */
function vendorStart(start: usize, end: usize): usize {
  const limit = min(end, start + HEADER_REACH)
  let at = start
  for (; at + 4 < limit; at++) {
    const byte = load<u8>(at)
    if (byte == 0x43 && load<u32>(at) == CEF) break
    // = , " ^ { ] | and tab
    if (byte == 0x3d || byte == 0x2c || byte == 0x22 || byte == 0x5e || byte == 0x7b || byte == 0x5d || byte == PIPE || byte == 9)
      return 0
  }
  if (at + 4 >= limit) return 0
  at += 4
  if (load<u8>(at) == 0x20) at++
  let digits = 0
  while (load<u8>(at) >= 0x30 && load<u8>(at) <= 0x39) {
    at++
    digits++
  }
  return digits >= 1 && digits <= 2 && load<u8>(at) == PIPE ? at + 1 : 0
}

function vendorOf(at: usize, limit: usize, vendors: usize, vendorCount: i32): i32 {
  for (let index: i32 = 0; index < vendorCount; index++) {
    const entry = vendors + 64 * index
    const length: usize = load<u8>(entry)
    if (load<u8>(at + length) != PIPE || memory.compare(at, entry + 1, length) != 0) continue
    return holdsPipes(at + length + 1, limit) ? (load<u8>(entry + 63) as i32) : -1
  }
  return -1
}

function holdsPipes(from: usize, limit: usize): bool {
  let pipes: i32 = 0
  for (let at = from; at < limit; at++) {
    if (load<u8>(at) == PIPE && ++pipes == PIPES_BEHIND_VENDOR) return true
  }
  return false
}
