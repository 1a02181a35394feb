import t from 'tap'
import { DatagramBatch } from '../../../src/receive/syslog-server/datagram-batch.ts'

type Handed = { readonly frames: readonly string[]; readonly addresses: readonly string[] }

function batchOf(maxFrameBytes: number): { batch: DatagramBatch; handed: Handed[] } {
  const handed: Handed[] = []
  const batch = new DatagramBatch(maxFrameBytes, (bytes, { offsets, count }, addresses) => {
    const frames = Array.from({ length: count }, (_, i) => bytes.toString('latin1', offsets[2 * i], offsets[2 * i + 1]))
    handed.push({ frames, addresses: addresses.slice(0, count) })
  })
  return { batch, handed }
}

t.test('frames and their senders, batch after batch', (t) => {
  const { batch, handed } = batchOf(100)
  batch.add(Buffer.from('<14>a'), '192.0.2.1')
  batch.add(Buffer.from('<14>b\n'), '192.0.2.2')
  batch.flush()
  batch.add(Buffer.from('5 <14>c'), '192.0.2.3')
  batch.flush()
  batch.flush()
  t.strictSame(handed, [
    { frames: ['<14>a', '<14>b'], addresses: ['192.0.2.1', '192.0.2.2'] },
    { frames: ['<14>c'], addresses: ['192.0.2.3'] },
  ])
  t.end()
})

t.test('a full batch is handed on before the next datagram', (t) => {
  const { batch, handed } = batchOf(65_536)
  const datagrams = Array.from({ length: 10 }, (_, i) => String(i).repeat(60_000))
  for (const [i, datagram] of datagrams.entries()) batch.add(Buffer.from(datagram), `192.0.2.${i}`)
  batch.flush()
  t.ok(handed.length > 1, `${handed.length} batches`)
  t.ok(
    handed.flatMap(({ frames }) => frames).every((frame, i) => frame === datagrams[i]),
    'nothing is lost or mixed',
  )
  t.strictSame(
    handed.flatMap(({ addresses }) => addresses),
    datagrams.map((_, i) => `192.0.2.${i}`),
  )
  t.end()
})

t.test('more frames than the list of them had room for', (t) => {
  const { batch, handed } = batchOf(100)
  const datagrams = Array.from({ length: 5000 }, (_, i) => `<14>${i}`)
  for (const datagram of datagrams) batch.add(Buffer.from(datagram), '192.0.2.1')
  batch.flush()
  t.strictSame(
    handed.flatMap(({ frames }) => frames),
    datagrams,
  )
  t.end()
})
