import { createSocket } from 'node:dgram'
import { on, once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import t from 'tap'
import { type EventLine, eventLines } from '../../src/simulator/event-lines.ts'
import { sendEvents, type SendOptions } from '../../src/simulator/sender.ts'
import { type Framing, openTcp } from '../../src/simulator/tcp-transport.ts'
import type { Transport } from '../../src/simulator/transport.ts'
import { openUdp } from '../../src/simulator/udp-transport.ts'
import { withoutIPv6 } from '../machine.ts'
import { take } from './take.ts'

function options(transport: Transport, changes: Partial<SendOptions> = {}): SendOptions {
  const lines = eventLines({ family: 'fortinet', seed: 1, every: 5, now: () => 0 })
  return { lines, transport, rate: 1000, count: 10, durationMs: Infinity, signal: new AbortController().signal, ...changes }
}

function expected(count: number): readonly string[] {
  return take(eventLines({ family: 'fortinet', seed: 1, every: 5, now: () => 0 }), count).map(({ text }) => text)
}

/** A transport that remembers when each message was written. */
function recorder(): { transport: Transport; times: number[]; isClosed: () => boolean } {
  const times: number[] = []
  let closed = false
  const transport: Transport = {
    write: () => times.push(performance.now()),
    flush: () => Promise.resolve(),
    close: () => {
      closed = true
      return Promise.resolve()
    },
  }
  return { transport, times, isClosed: () => closed }
}

for (const host of ['127.0.0.1', '::1']) {
  t.test(`UDP to ${host}: one datagram a message`, { skip: host === '::1' && withoutIPv6 }, async (t) => {
    const receiver = createSocket(host === '::1' ? 'udp6' : 'udp4').bind(0, host)
    await once(receiver, 'listening')
    const messages = on(receiver, 'message')
    const report = await sendEvents(options(await openUdp({ host, port: receiver.address().port })))
    t.same(report, { sent: 10, matching: 2 })
    const received: string[] = []
    for await (const [message] of messages as AsyncIterable<[Buffer]>) {
      received.push(message.toString())
      if (received.length === 10) break
    }
    receiver.close()
    t.same(received, expected(10))
  })
}

t.test('TCP: each framing', async (t) => {
  const encode: Readonly<Record<Framing, (text: string) => string>> = {
    newline: (text) => `${text}\n`,
    'octet-counting': (text) => `${Buffer.byteLength(text)} ${text}`,
  }
  for (const framing of ['newline', 'octet-counting'] as const) {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const connected = once(server, 'connection')
    const sending = openTcp({ host: '127.0.0.1', port }, framing).then((transport) => sendEvents(options(transport)))
    const [connection] = (await connected) as [Socket]
    const chunks = await connection.toArray()
    t.same(await sending, { sent: 10, matching: 2 })
    t.equal(Buffer.concat(chunks as Buffer[]).toString(), expected(10).map(encode[framing]).join(''), framing)
    server.close()
  }
})

t.test('events are spaced evenly, and a slow timer is made up for', async (t) => {
  const { transport, times } = recorder()
  const startedAt = performance.now()
  await sendEvents(options(transport, { rate: 200, count: 41 }))
  const offsets = times.map((time) => time - startedAt)
  // A timer of Node may fire a millisecond early.
  offsets.forEach((offset, index) => t.ok(offset > index * 5 - 2, `event ${index} is not early: ${offset}`))
  t.ok((offsets.at(-1) ?? 0) < 1200, 'and the last is about 200 ms after the first')
})

t.test('ends after a duration, with as many events as the rate makes of it', async (t) => {
  const { transport, isClosed } = recorder()
  t.same(await sendEvents(options(transport, { rate: 10_000, count: Infinity, durationMs: 100 })), { sent: 1000, matching: 200 })
  t.ok(isClosed())
  t.same(await sendEvents(options(recorder().transport, { count: 5, durationMs: 60_000 })), { sent: 5, matching: 1 }, 'or before')
})

t.test('ends at once when told to, in the middle of a pause too', async (t) => {
  const { transport, isClosed } = recorder()
  const abort = new AbortController()
  const lines = function* (): Generator<EventLine> {
    yield { text: 'first', matching: false }
    setImmediate(() => abort.abort())
    yield { text: 'second, an hour later', matching: false }
    yield { text: 'third', matching: false }
  }
  const report = await sendEvents(options(transport, { lines: lines(), rate: 1 / 3600, signal: abort.signal }))
  t.equal(report.sent, 1)
  t.ok(isClosed())
})

t.test('nobody listens', async (t) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const target = { host: '127.0.0.1', port }
  const failure = { code: 'SEND_FAILED', message: new RegExp(`127\\.0\\.0\\.1 port ${port}: .*ECONNREFUSED`) }
  await t.rejects(openTcp(target, 'newline'), failure, 'TCP')
  await t.rejects(
    openUdp(target).then((transport) => sendEvents(options(transport, { count: 1 }))),
    failure,
    'UDP',
  )
  await t.rejects(openUdp({ host: 'no-such-host.test', port }), { code: 'SEND_FAILED' }, 'unknown host')
})

t.test('the receiver closes the connection', async (t) => {
  const server = createServer((connection) => connection.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const transport = await openTcp({ host: '127.0.0.1', port }, 'newline')
  await t.rejects(sendEvents(options(transport, { count: Infinity })), { code: 'SEND_FAILED' })
})
