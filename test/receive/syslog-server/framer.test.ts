import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import { FrameList } from '../../../src/receive/syslog-server/frame-list.ts'
import { Framer } from '../../../src/receive/syslog-server/framer.ts'

type Framed = { readonly frames: readonly string[]; readonly truncated: number; readonly miscounted: number }

const MAX = 64

/** What a framer makes of the chunks, and of the end of the stream unless more is to come. */
function frame(chunks: readonly Buffer[], { maxFrameBytes = MAX, isEnded = true } = {}): Framed {
  const frames: string[] = []
  let truncated = 0
  let miscounted = 0
  const framer = new Framer(maxFrameBytes, new FrameList(), {
    frames: (bytes, { offsets, count }) => {
      for (let i = 0; i < count; i++) frames.push(bytes.toString('latin1', offsets[2 * i], offsets[2 * i + 1]))
    },
    truncated: () => truncated++,
    miscounted: () => miscounted++,
  })
  for (const chunk of chunks) framer.push(Buffer.from(chunk))
  if (isEnded) framer.end()
  return { frames, truncated, miscounted }
}

const long = 'x'.repeat(MAX)

const CASES: readonly { name: string; stream: string; frames: readonly string[]; truncated?: number; miscounted?: number }[] = [
  { name: 'nothing', stream: '', frames: [] },
  { name: 'LF', stream: '<1>a\n<1>b\n', frames: ['<1>a', '<1>b'] },
  { name: 'CR LF', stream: '<1>a\r\n<1>b\r\n', frames: ['<1>a', '<1>b'] },
  { name: 'NUL', stream: '<1>a\0<1>b\0', frames: ['<1>a', '<1>b'] },
  { name: 'NUL and LF', stream: '<1>a\0\n<1>b\n\0', frames: ['<1>a', '<1>b'] },
  { name: 'a CR inside a message', stream: 'a\rb\n', frames: ['a\rb'] },
  { name: 'empty frames', stream: '\n\r\n\0\n<1>a\n\n\n<1>b\n\n', frames: ['<1>a', '<1>b'] },
  { name: 'the last frame without its end', stream: '<1>a\n<1>b', frames: ['<1>a', '<1>b'] },
  { name: 'octet-counted', stream: '4 <1>a5 <1>bc', frames: ['<1>a', '<1>bc'] },
  { name: 'octet-counted and delimited in turn', stream: '4 <1>a<1>b\n5 <1>cd<1>e\0', frames: ['<1>a', '<1>b', '<1>cd', '<1>e'] },
  { name: 'a newline behind counted frames', stream: '4 <1>a\n4 <1>b\r\n4 <1>c\n', frames: ['<1>a', '<1>b', '<1>c'] },
  { name: 'a newline counted with the frame', stream: '5 <1>a\n5 <1>b\n', frames: ['<1>a', '<1>b'] },
  { name: 'newlines and NUL inside a counted frame', stream: '9 <1>a\n\nb\0c4 <1>d', frames: ['<1>a\n\nb\0c', '<1>d'] },
  { name: 'a count inside a counted frame', stream: '11 <1>x 4 <1>a4 <1>b', frames: ['<1>x 4 <1>a', '<1>b'] },
  { name: 'leading zeros', stream: '004 <1>a4 <1>b', frames: ['<1>a', '<1>b'] },
  { name: 'half a counted frame at the end', stream: '20 <1>half', frames: ['<1>half'] },
  { name: 'half a count at the end', stream: '<1>a\n123', frames: ['<1>a', '123'] },
  { name: 'a count and nothing behind it at the end', stream: '<1>a\n12 ', frames: ['<1>a', '12 '] },
  { name: 'counted without PRI', stream: '11 Oct 10 CEF:4 <1>a7 CEF:0|b', frames: ['Oct 10 CEF:', '<1>a', 'CEF:0|b'] },
  { name: 'digits before a hyphen', stream: '2023-10-10 12:00:00\ta\n<1>b\n', frames: ['2023-10-10 12:00:00\ta', '<1>b'] },
  { name: 'digits before a comma', stream: '1,2018/09/20 a\n1,2018/09/20 b\n', frames: ['1,2018/09/20 a', '1,2018/09/20 b'] },
  { name: 'digits alone', stream: '12\n34\n', frames: ['12', '34'] },
  { name: 'digits and a space alone', stream: '12 \n34 \n', frames: ['12 ', '34 '] },
  { name: 'the year first', stream: '60 Oct 10 a\n60 Oct 10 b\n', frames: ['60 Oct 10 a', '60 Oct 10 b'] },
  { name: 'the year first, cut off', stream: '60 Oct 10 a', frames: ['60 Oct 10 a'] },
  { name: 'seconds since the epoch first', stream: '1700000000 fw a\n<1>b\n', frames: ['1700000000 fw a', '<1>b'] },
  { name: 'a number that no count has', stream: `${'1'.repeat(30)} <1>a\n<1>b\n`, frames: [`${'1'.repeat(30)} <1>a`, '<1>b'] },
  { name: 'a line of digits as long as any', stream: `${'1'.repeat(MAX)}\n`, frames: ['1'.repeat(MAX)] },
  { name: 'false counts on lines', stream: '50 <1>a\n50 <1>b\n<1>c\n', frames: ['<1>a', '<1>b', '<1>c'], miscounted: 2 },
  {
    name: 'a false count in front of empty lines',
    stream: '50 <1>a\n\r\n\n<1>b\n<1>c\n',
    frames: ['<1>a', '<1>b', '<1>c'],
    miscounted: 1,
  },
  { name: 'a count of 10^12 on a line', stream: '1000000000000 <1>a\n<1>b\n', frames: ['<1>a', '<1>b'], miscounted: 1 },
  {
    name: 'a count of 10^12 on a line, then counted',
    stream: '1000000000000 <1>a\n4 <1>b',
    frames: ['<1>a', '<1>b'],
    miscounted: 1,
  },
  {
    name: 'a count of 10^12, then counted',
    stream: '1000000000000 <1>a4 <1>b4 <1>c',
    frames: ['<1>a', '<1>b', '<1>c'],
    miscounted: 1,
  },
  { name: 'a count of 10^12 before no PRI, then counted', stream: '1000000000000 a4 <1>b', frames: ['1000000000000 a', '<1>b'] },
  { name: 'a count of 10^12 before a good count', stream: '1000000000000 4 <1>b', frames: ['1000000000000 ', '<1>b'] },
  {
    name: 'a count of 10^12 before a count of 10^12',
    stream: '1000000000000 <1>a1000000000000 <1>b\n',
    frames: ['<1>a1000000000000 <1>b'],
    miscounted: 1,
  },
  { name: 'a count of 0', stream: '0 <1>a\n00 <1>b\n4 <1>c', frames: ['<1>a', '<1>b', '<1>c'], miscounted: 2 },
  {
    name: 'a count over the greatest length, and so long',
    stream: `65 ${'<1>'.padEnd(65, 'x')}4 <1>a`,
    frames: ['<1>'.padEnd(MAX, 'x'), '<1>a'],
    truncated: 1,
  },
  {
    name: 'a count over the greatest length, then a line',
    stream: `200 ${'<1>'.padEnd(200, 'x')}<1>a\n`,
    frames: ['<1>'.padEnd(MAX, 'x'), '<1>a'],
    truncated: 1,
  },
  {
    name: 'a count over the greatest length, with lines and counts in it',
    stream: `200 ${`${long}\n4 <1>`.padEnd(200, 'x')}<1>a\n`,
    frames: [long, '<1>a'],
    truncated: 1,
  },
  { name: 'a count over the greatest length, false', stream: '200 <1>a\n<1>b\n', frames: ['<1>a', '<1>b'], miscounted: 1 },
  { name: 'a count over the greatest length, at the end', stream: '200 <1>a', frames: ['<1>a'] },
  {
    name: 'a count over the greatest length, no PRI',
    stream: `200 ${'x'.repeat(200)}<1>a\n`,
    frames: [long, '<1>a'],
    truncated: 1,
  },
  {
    name: 'a count that is not believed, before a frame too long',
    stream: `1048577 ${'<1>'.padEnd(300, 'x')}4 <1>a`,
    frames: ['<1>'.padEnd(MAX, 'x'), '<1>a'],
    truncated: 1,
  },
  {
    name: 'a frame of the greatest length',
    stream: `${long}\n64 <1>${'x'.repeat(61)}${long}\r\n`,
    frames: [long, `<1>${'x'.repeat(61)}`, long],
  },
  { name: 'a frame one too long', stream: `${long}y\n<1>a\n`, frames: [long, '<1>a'], truncated: 1 },
  { name: 'a frame far too long, in lines', stream: `${long.repeat(9)}\n<1>a\n`, frames: [long, '<1>a'], truncated: 1 },
  {
    name: 'a frame far too long, then counted',
    stream: `${long.repeat(9)}4 <1>a4 <1>b`,
    frames: [long, '<1>a', '<1>b'],
    truncated: 1,
  },
  {
    name: 'a frame far too long, with a PRI and no count in it',
    stream: `${long} <1>z <1>${long}\n<1>a\n`,
    frames: [long, '<1>a'],
    truncated: 1,
  },
  { name: 'a frame far too long at the end', stream: long.repeat(3), frames: [long], truncated: 1 },
  { name: 'garbage', stream: '\xff\xfe\x00\x80\n\x01\x02\n4 <1>a', frames: ['\xff\xfe', '\x80', '\x01\x02', '<1>a'] },
]

for (const { name, stream, frames, truncated = 0, miscounted = 0 } of CASES) {
  t.test(name, (t) => {
    const bytes = Buffer.from(stream, 'latin1')
    const expected = { frames, truncated, miscounted }
    t.strictSame(frame([bytes]), expected, 'in one chunk')
    t.strictSame(frame(Array.from(bytes, (byte) => Buffer.of(byte))), expected, 'byte by byte')
    const splits = Array.from(bytes, (_, at) => [bytes.subarray(0, at), bytes.subarray(at)])
    const wrong = splits.filter((chunks) => !isDeepStrictEqual(frame(chunks), expected))
    t.strictSame(wrong, [], 'split at every byte')
    t.end()
  })
}

t.test('what is whole is handed on at once', (t) => {
  const streams: readonly [string, readonly string[]][] = [
    ['<1>a\n', ['<1>a']],
    ['<1>a\0', ['<1>a']],
    ['4 <1>a', ['<1>a']],
    ['7 CEF:0|b', ['CEF:0|b']],
    ['60 Oct 10 a\n', ['60 Oct 10 a']],
    ['1000000000000 <1>a\n', ['<1>a']],
    ['1000000000000 <1>a4 <1>b', ['<1>a', '<1>b']],
    ['50 <1>a\n<1>', ['<1>a']],
    [long.repeat(2), [long]],
  ]
  for (const [stream, frames] of streams) {
    t.strictSame(frame([Buffer.from(stream)], { isEnded: false }).frames, frames, JSON.stringify(stream))
  }
  t.end()
})

t.test('only a frame that chunks divide is copied', (t) => {
  const batches: { bytes: Buffer; frames: number }[] = []
  const framer = new Framer(MAX, new FrameList(), {
    frames: (bytes, { count }) => batches.push({ bytes, frames: count }),
    truncated: () => t.fail('nothing is too long'),
    miscounted: () => t.fail('no count is false'),
  })
  const first = Buffer.from('<1>a\n4 <1>b<1>di')
  const second = Buffer.from('vided\n<1>c\n4 <1>d')
  framer.push(first)
  framer.push(second)
  t.strictSame(
    batches.map(({ frames }) => frames),
    [2, 1, 2],
  )
  t.equal(batches[0]?.bytes, first)
  t.equal(batches[2]?.bytes, second)
  t.end()
})

/** Text that is rich in everything that framing looks at. */
const streamText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\n',
        '\r',
        '\0',
        ' ',
        '<',
        '<1>',
        '<14>a',
        '0',
        '4',
        '7',
        '12',
        '63',
        '64',
        '65',
        '300',
        '1024',
        '1048577',
        '9'.repeat(21),
        'a',
        'é',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
      fc.constantFrom(
        'x'.repeat(20),
        'x'.repeat(70),
        '4 <1>a',
        '50 <1>b',
        '90 <1>c',
        '90 c',
        '1000000000000 <1>c',
        '12 <1>abc\ndef',
        '10 Oct 10 ab',
      ),
    ),
    { maxLength: 40 },
  )
  .map((parts) => Buffer.from(parts.join('')))

t.test('frames do not depend on how the stream is divided', (t) => {
  const property = fc.property(streamText, fc.array(fc.nat(), { maxLength: 12 }), (bytes, cuts) => {
    const positions = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
    const chunks = positions.slice(1).map((position, i) => bytes.subarray(positions[i], position))
    assert.deepStrictEqual(frame(chunks), frame([bytes]))
  })
  fc.assert(property, { numRuns: 2000 })
  t.end()
})

t.test('no byte that a message may hold is lost, and no frame is too long', (t) => {
  const property = fc.property(streamText, (bytes) => {
    const { frames, truncated } = frame([bytes])
    if (frames.some((each) => each.length > MAX || each === '')) return false
    const letters = bytes.toString('latin1').replace(/[^a-z]/g, '')
    return truncated > 0 || frames.join('').replace(/[^a-z]/g, '') === letters
  })
  fc.assert(property, { numRuns: 2000 })
  t.end()
})

t.test('messages come out as they went in, however each is framed', (t) => {
  const message = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => `<1>x${text.replace(/[\n\r\0]/g, '.')}`)
  const framing = fc.constantFrom('counted', 'counted and newline', '\n', '\r\n', '\0')
  const property = fc.property(fc.array(fc.tuple(message, framing), { maxLength: 20 }), (messages) => {
    const framed = messages.map(([text, how]) => {
      if (how === 'counted') return `${Buffer.byteLength(text)} ${text}`
      return how === 'counted and newline' ? `${Buffer.byteLength(text)} ${text}\n` : `${text}${how}`
    })
    const { frames } = frame([Buffer.from(framed.join(''))], { maxFrameBytes: 1000 })
    t.strictSame(
      frames,
      messages.map(([text]) => Buffer.from(text).toString('latin1')),
    )
  })
  fc.assert(property)
  t.end()
})

t.test('how many frames an octet count framed', (t) => {
  const cases: readonly [stream: string, octetCounted: number][] = [
    ['<1>a\n<1>b\n', 0],
    ['4 <1>a5 <1>bc', 2],
    ['4 <1>a<1>b\n5 <1>cd', 2],
    ['50 <1>a\n<1>b\n', 0],
    [`200 <1>${'x'.repeat(196)}`, 1],
  ]
  for (const [stream, expected] of cases) {
    let octetCounted = 0
    const ignore = (): undefined => undefined
    const framer = new Framer(MAX, new FrameList(), {
      frames: (_bytes, frames) => (octetCounted += frames.octetCounted),
      truncated: ignore,
      miscounted: ignore,
    })
    for (const byte of Buffer.from(stream)) framer.push(Buffer.of(byte))
    framer.end()
    t.equal(octetCounted, expected, stream)
  }
  t.end()
})
