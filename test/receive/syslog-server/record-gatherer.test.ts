import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import t from 'tap'
import { RecordGatherer } from '../../../src/receive/syslog-server/record-gatherer.ts'

class Stream {
  /** Copies: what is pushed holds only during the call. */
  readonly pieces: string[] = []
  readonly push = (bytes: Buffer): void => void this.pieces.push(bytes.toString('latin1'))
}

t.test('what comes in one turn goes down as one piece', async (t) => {
  const records = new RecordGatherer()
  const stream = new Stream()
  for (const text of ['<14>a\n', '<14>b', '\n']) records.push(stream, Buffer.from(text))
  t.strictSame(stream.pieces, [])
  await nextTurn()
  t.strictSame(stream.pieces, ['<14>a\n<14>b\n'])
  records.push(stream, Buffer.from('<14>c\n'))
  await nextTurn()
  t.strictSame(stream.pieces, ['<14>a\n<14>b\n', '<14>c\n'])
})

t.test('flush does not wait for the end of the turn', async (t) => {
  const records = new RecordGatherer()
  const stream = new Stream()
  records.push(stream, Buffer.from('<14>a\n'))
  records.flush()
  records.flush()
  t.strictSame(stream.pieces, ['<14>a\n'])
  await nextTurn()
  t.equal(stream.pieces.length, 1, 'nothing comes twice')
})

t.test('of whatever streams and lengths: no byte is lost, doubled, or in another stream', async (t) => {
  const lengths = fc.oneof(fc.nat(50), fc.nat(20_000), fc.nat(200_000))
  const pushes = fc.array(fc.record({ to: fc.nat(2), length: lengths, byte: fc.nat(255) }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(pushes, async (all) => {
      const records = new RecordGatherer()
      const streams = [new Stream(), new Stream(), new Stream()]
      const sent = ['', '', '']
      for (const { to, length, byte } of all) {
        const bytes = Buffer.alloc(length, byte)
        const stream = streams[to]
        if (stream !== undefined) records.push(stream, bytes)
        sent[to] = (sent[to] ?? '') + bytes.toString('latin1')
        // The reader's buffer is written again.
        bytes.fill(0)
      }
      await nextTurn()
      return streams.every(({ pieces }, index) => pieces.join('') === sent[index])
    }),
    { numRuns: 50 },
  )
  t.pass()
})
