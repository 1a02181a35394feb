import t from 'tap'
import { SourceTable } from '../../src/runtime/source-table.ts'
import { batchOf } from '../receive/scanner/batches.ts'

const FAMILIES = [
  { name: 'zscaler', count: 0 },
  { name: 'fortinet', count: 0 },
] as const

const scan = (...placements: number[]) => ({ families: FAMILIES, placements: Int8Array.from(placements) })

t.test('a record a sender and listener: how much of what, and why the last message could not be read', (t) => {
  const table = new SourceTable()
  const udp = {
    ...batchOf(['a', 'b', 'c']),
    listener: 'udp',
    transport: 'udp' as const,
    addresses: ['192.0.2.1', '192.0.2.2', '192.0.2.1'],
  }
  table.scanned({ ...udp, receivedAt: 10 }, scan(0, -1, 1))
  table.unreadable(udp, 1, 'not_cef', 'x'.repeat(5000))
  table.scanned({ ...batchOf(['d']), listener: 'tcp', addresses: '192.0.2.1', receivedAt: 20 }, scan(1))
  table.scanned({ ...udp, receivedAt: 30 }, scan(0, 1, 0))
  t.match(table.list(), [
    {
      address: '192.0.2.1',
      listener: 'tcp',
      transport: 'tcp',
      devices: ['fortinet'],
      messages: 1,
      unreadable: 0,
      firstSeen: 20,
      lastSeen: 20,
    },
    {
      address: '192.0.2.1',
      listener: 'udp',
      devices: ['zscaler', 'fortinet'],
      messages: 4,
      unreadable: 0,
      firstSeen: 10,
      lastSeen: 30,
    },
    { address: '192.0.2.2', listener: 'udp', devices: ['other', 'fortinet'], messages: 2, unreadable: 1, lastError: 'not_cef' },
  ])
  t.ok((table.list()[2]?.lastUnreadable?.length ?? 0) <= 500, 'a sample is bounded')
  t.end()
})

t.test('forged senders cannot fill the memory: those silent for longest are forgotten', (t) => {
  const table = new SourceTable()
  for (let index = 0; index < 1500; index++) {
    table.scanned({ ...batchOf(['a']), addresses: `198.51.100.${index}`, receivedAt: index }, scan(0))
    table.scanned({ ...batchOf(['a']), addresses: '192.0.2.1', receivedAt: index }, scan(0))
  }
  t.equal(table.list().length, 1000)
  t.match(
    table.list().find(({ address }) => address === '192.0.2.1'),
    { messages: 1500 },
  )
  t.end()
})
