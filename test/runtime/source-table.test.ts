import t from 'tap'
import { readEvent } from '../../src/detect/read-event.ts'
import { SourceTable } from '../../src/runtime/source-table.ts'
import { batchOf } from '../receive/scanner/batches.ts'

const KINDS = [
  { kind: { device: 'zscaler', format: 'cef' }, count: 0 },
  { kind: { device: 'fortinet', format: 'native' }, count: 0 },
] as const

const scan = (...placements: number[]) => ({
  kinds: KINDS.map(({ kind }, index) => ({ kind, count: placements.filter((placement) => placement === index).length })),
  placements: Int8Array.from(placements),
})

const NAMELESS = (): null => null

t.test('a record a sender and listener: how much of what, and what could not be read', (t) => {
  const table = new SourceTable((address) => (address === '192.0.2.2' ? 'branch' : null))
  const garbage = 'x'.repeat(5000)
  const udp = {
    ...batchOf(['a', garbage, 'c']),
    listener: 'udp',
    transport: 'udp' as const,
    addresses: ['192.0.2.1', '192.0.2.2', '192.0.2.1'],
  }
  table.scanned({ ...udp, receivedAt: 10 }, scan(0, -1, 1))
  table.read({ ...udp, receivedAt: 10 }, 1, readEvent(garbage, 10), null)
  table.scanned({ ...batchOf(['d']), octetCounted: 1, listener: 'tcp', addresses: '192.0.2.1', receivedAt: 20 }, scan(1))
  table.scanned({ ...udp, receivedAt: 30 }, scan(0, -1, 0))
  table.read({ ...udp, receivedAt: 30 }, 1, readEvent('CEF:0|Vendor|Product|1|1|name|1|act=x', 30), null)
  table.read({ ...udp, receivedAt: 30 }, 0, readEvent('CEF:0|Zscaler|NSSWeblog', 30), KINDS[0].kind)
  t.strictSame(table.list(), [
    {
      ...{
        address: '192.0.2.1',
        name: null,
        listener: 'tcp',
        transport: 'tcp',
        messages: 1,
        octetCounted: 1,
        firstSeen: 20,
        lastSeen: 20,
      },
      events: [{ device: 'fortinet', format: 'native', count: 1 }],
      errors: [],
    },
    {
      ...{
        address: '192.0.2.1',
        name: null,
        listener: 'udp',
        transport: 'udp',
        messages: 4,
        octetCounted: 0,
        firstSeen: 10,
        lastSeen: 30,
      },
      events: [
        { device: 'zscaler', format: 'cef', count: 3 },
        { device: 'fortinet', format: 'native', count: 1 },
      ],
      errors: [{ code: 'header_too_short', count: 1, lastSeen: 30, lastLine: 'a' }],
    },
    {
      ...{
        address: '192.0.2.2',
        name: 'branch',
        listener: 'udp',
        transport: 'udp',
        messages: 2,
        octetCounted: 0,
        firstSeen: 10,
        lastSeen: 30,
      },
      events: [
        { device: 'other', format: null, count: 1 },
        { device: 'other', format: 'cef', count: 1 },
      ],
      errors: [{ code: 'not_cef', count: 1, lastSeen: 10, lastLine: garbage.slice(0, 500) }],
    },
  ])
  t.end()
})

t.test('forged senders cannot fill the memory: those silent for longest are forgotten, but none that has a name', (t) => {
  const table = new SourceTable((address) => (address === '192.0.2.2' ? 'branch' : null))
  table.scanned({ ...batchOf(['a']), addresses: '192.0.2.2', receivedAt: 0 }, scan(0))
  for (let index = 0; index < 1500; index++) {
    table.scanned({ ...batchOf(['a']), addresses: `198.51.100.${index}`, receivedAt: index }, scan(0))
    table.scanned({ ...batchOf(['a']), addresses: '192.0.2.1', receivedAt: index }, scan(0))
  }
  const messagesOf = (wanted: string) => table.list().find(({ address }) => address === wanted)?.messages
  const { length } = table.list()
  t.ok(length >= 900 && length <= 1000, String(length))
  t.equal(messagesOf('198.51.100.0'), undefined)
  for (let index = 700; index < 1500; index++) if (messagesOf(`198.51.100.${index}`) !== 1) t.fail(`${index} is forgotten`)
  t.equal(messagesOf('192.0.2.1'), 1500)
  t.equal(messagesOf('192.0.2.2'), 1)
  t.end()
})

t.test('an unknown sender has no record to count an error in', (t) => {
  const table = new SourceTable(NAMELESS)
  table.read(batchOf(['x']), 0, readEvent('x', 0), null)
  t.strictSame(table.list(), [])
  t.end()
})
