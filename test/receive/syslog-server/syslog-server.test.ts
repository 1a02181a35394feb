import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import type { ListenerOptions } from '../../../src/receive/syslog-server/listener.ts'
import { openSyslogServer } from '../../../src/receive/syslog-server/syslog-server.ts'
import { Recorder } from './recorder.ts'

const DEADLINE_MS = 10_000

const common = { address: '127.0.0.1', port: 0, maxFrameBytes: 65_536, allow: [], reusePort: false } as const
const udp = { ...common, protocol: 'udp', receiveBufferBytes: 262_144 } as const
const tcp = { ...common, protocol: 'tcp', idleTimeoutMs: 60_000, keepAliveMs: 60_000, maxConnections: 10 } as const

t.test('several listeners of each kind', async (t) => {
  const recorder = new Recorder()
  const options: ListenerOptions[] = [
    { ...udp, name: 'udp-1' },
    { ...udp, name: 'udp-2' },
    { ...tcp, name: 'tcp-1' },
    { ...tcp, name: 'tcp-2' },
  ]
  const server = await openSyslogServer(options, recorder.onBatch, recorder.events)
  t.strictSame(
    server.listeners.map(({ name, protocol }) => `${name} ${protocol}`),
    ['udp-1 udp', 'udp-2 udp', 'tcp-1 tcp', 'tcp-2 tcp'],
  )
  const datagrams = createSocket('udp4')
  for (const { protocol, bound } of server.listeners) {
    if (protocol === 'udp') datagrams.send('<14>a', bound.port, bound.address)
    else connect(bound.port, bound.address).end('<14>a')
  }
  await recorder.untilFrames(4)
  server.stopAccepting()
  await server.close(DEADLINE_MS)
  datagrams.close()
  t.strictSame(recorder.senders.sort(), [
    'tcp-1 tcp 127.0.0.1',
    'tcp-2 tcp 127.0.0.1',
    'udp-1 udp 127.0.0.1',
    'udp-2 udp 127.0.0.1',
  ])
})

t.test('all or nothing', async (t) => {
  const recorder = new Recorder()
  const first = await openSyslogServer([{ ...tcp, name: 'first' }], recorder.onBatch, recorder.events)
  t.teardown(() => first.close(DEADLINE_MS))
  const port = first.listeners[0]?.bound.port ?? 0
  const free = createSocket('udp4').bind(0, '127.0.0.1')
  await once(free, 'listening')
  const freePort = free.address().port
  free.close()
  const options: ListenerOptions[] = [
    { ...udp, name: 'second', port: freePort },
    { ...tcp, name: 'third', port },
  ]
  await t.rejects(openSyslogServer(options, recorder.onBatch, recorder.events), { code: 'LISTEN_FAILED', message: /"third"/ })
  const again = await openSyslogServer(options.slice(0, 1), recorder.onBatch, recorder.events)
  t.equal(again.listeners[0]?.bound.port, freePort, 'the port of the listener that had opened is free again')
  await again.close(DEADLINE_MS)
})
