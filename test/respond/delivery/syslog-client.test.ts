import { createServer as createTcpServer, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { Secret } from '../../../src/base/secret.ts'
import { parseCef } from '../../../src/decode/cef-parser/index.ts'
import type { ListenerOptions } from '../../../src/receive/syslog-server/listener.ts'
import { openSyslogServer } from '../../../src/receive/syslog-server/syslog-server.ts'
import { fitDatagram } from '../../../src/respond/delivery/syslog-datagram.ts'
import { openClient } from '../../../src/respond/delivery/open-client.ts'
import { syslog } from '../../../src/respond/delivery/formats/syslog.ts'
import { makeCertificate } from '../../certificate.ts'
import { withoutIPv6, withoutOpenssl } from '../../machine.ts'
import { Recorder } from '../../receive/syslog-server/recorder.ts'
import { Journal } from '../journal.ts'
import { sampleNotification } from '../samples.ts'
import { hostileNotification } from './formats/hostile-alert.ts'
import { openSender } from './formats/send-notification.ts'
import { testWebhook } from './test-webhook.ts'

const OPTIONS = { facility: 'local0', appName: 'cefwatch', hostname: 'watch' }

const encode = (notification = sampleNotification()): string => syslog.encode(notification, { options: OPTIONS, defang: false })

/** cefwatch's own listener: where it sends, it can receive. */
async function listen(t: Test, protocol: 'udp' | 'tcp' | 'tls', pem = { cert: '', key: '' }, address = '127.0.0.1') {
  const recorder = new Recorder()
  const base = { name: 'syslog', address, port: 0, maxFrameBytes: 65_536, allow: [], reusePort: false }
  const stream = { idleTimeoutMs: 60_000, keepAliveMs: 60_000, maxConnections: 10 }
  const options: ListenerOptions =
    protocol === 'udp'
      ? { ...base, protocol, receiveBufferBytes: 1_048_576 }
      : protocol === 'tcp'
        ? { ...base, ...stream, protocol }
        : { ...base, ...stream, protocol, ...pem }
  const server = await openSyslogServer([options], recorder.onBatch, recorder.events)
  t.teardown(() => server.close(1000))
  return { recorder, port: server.listeners[0]?.bound.port ?? 0 }
}

/** A stream server that treats connections as it likes; `received` holds what each chunk brought. */
async function startServer(t: Test, server: Server, treat: (socket: Socket) => void = () => undefined) {
  const received = new Journal<string>()
  const sockets = new Journal<Socket>()
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: Socket) => {
    socket.on('error', () => undefined).on('data', (chunk: Buffer) => received.add(chunk.toString()))
    treat(socket)
    sockets.add(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets.entries) socket.destroy()
    server.close()
  })
  return { received, sockets, port: (server.address() as AddressInfo).port }
}

const utf8 = (frame: string | undefined): string => Buffer.from(frame ?? '', 'latin1').toString()

for (const protocol of ['udp', 'tcp'] as const) {
  t.test(`over ${protocol}, what our own listener receives is what was sent`, async (t) => {
    const { recorder, port } = await listen(t, protocol)
    const send = openSender(t, `syslog+${protocol}://127.0.0.1:${port}`, { format: 'syslog', options: OPTIONS })
    const alert = { ...sampleNotification().alert, description: 'naïve 漢字 | = \\' }
    t.same(await send(sampleNotification()), { kind: 'sent' })
    t.same(await send(sampleNotification({ alert })), { kind: 'sent' })
    await recorder.untilFrames(2)
    t.strictSame(recorder.frames.map(utf8), [encode(), encode(sampleNotification({ alert }))])
    if (protocol === 'tcp') t.equal(recorder.count('accepted:1'), 1, 'one connection')
  })

  t.test(`over ${protocol}, hostile alerts arrive whole`, async (t) => {
    const { recorder, port } = await listen(t, protocol)
    const send = openSender(t, `syslog+${protocol}://localhost:${port}`, { format: 'syslog', options: OPTIONS })
    const notifications = fc.sample(hostileNotification, 40)
    for (const notification of notifications) t.same(await send(notification), { kind: 'sent' })
    await recorder.untilFrames(notifications.length)
    t.strictSame(
      recorder.frames.map(utf8),
      notifications.map((one) => (protocol === 'udp' ? fitDatagram(Buffer.from(encode(one))).toString() : encode(one))),
    )
    t.equal(recorder.frames.length, notifications.length)
    for (const frame of recorder.frames) t.equal(parseCef(utf8(frame)).error, null)
  })
}

t.test('over IPv6', { skip: withoutIPv6 }, async (t) => {
  for (const protocol of ['udp', 'tcp'] as const) {
    const { recorder, port } = await listen(t, protocol, undefined, '::1')
    const send = openSender(t, `syslog+${protocol}://[::1]:${port}`, { format: 'syslog', options: OPTIONS })
    t.same(await send(sampleNotification()), { kind: 'sent' })
    await recorder.untilFrames(1)
  }
})

t.test('datagrams are cut to what is not fragmented, and can still be read', (t) => {
  const short = Buffer.from('<14>1 short')
  t.equal(fitDatagram(short), short)
  for (const end of [1389, 1390, 1391, 1392]) {
    const kept = fitDatagram(Buffer.from(`${'x'.repeat(end)}${'\\\\'.repeat(20)}`)).toString()
    t.equal((/(\\*)…/.exec(kept)?.[1]?.length ?? 0) % 2, 0, 'no half of an escape')
  }
  fc.assert(
    fc.property(hostileNotification, (notification) => {
      const whole = encode(notification)
      const cut = fitDatagram(Buffer.from(whole))
      t.ok(cut.length <= 1400)
      t.ok(!cut.toString().includes('\ufffd') || whole.includes('\ufffd'), 'whole characters')
      if (Buffer.byteLength(whole) > 1400) t.ok(cut.toString().endsWith('…[cut]'))
      const [before, after] = [parseCef(whole).event, parseCef(cut.toString()).event]
      t.same(after?.header, before?.header)
      const pairs = after?.extension ?? []
      t.same(pairs.slice(0, -1), before?.extension.slice(0, pairs.length - 1), 'all but the last field as it was')
    }),
    { numRuns: 60 },
  )
  t.end()
})

t.test('TLS', { skip: withoutOpenssl }, (t) => {
  const pem = makeCertificate()
  const connection = { ca: pem.cert, certificate: null, key: null, proxy: null, allow: [] }

  t.test('to a receiver whose certificate is trusted', async (t) => {
    const { recorder, port } = await listen(t, 'tls', pem)
    for (const host of ['localhost', '127.0.0.1']) {
      const send = openSender(t, `syslog+tls://${host}:${port}`, { format: 'syslog', options: OPTIONS, connection })
      t.same(await send(sampleNotification()), { kind: 'sent' })
      t.same(await send(sampleNotification()), { kind: 'sent' })
    }
    await recorder.untilFrames(4)
    t.strictSame(
      recorder.frames.map(utf8),
      Array.from({ length: 4 }, () => encode()),
    )
  })

  t.test('of version 1.2, where the client certificate is judged in the handshake', async (t) => {
    const { received, port } = await startServer(t, createTlsServer({ ...pem, maxVersion: 'TLSv1.2' }))
    const send = openSender(t, `syslog+tls://localhost:${port}`, { format: 'syslog', options: OPTIONS, connection })
    t.same(await send(sampleNotification()), { kind: 'sent' })
    await received.untilCount(1)
  })

  t.test('not to one whose certificate is not', async (t) => {
    const { recorder, port } = await listen(t, 'tls', pem)
    const send = openSender(t, `syslog+tls://localhost:${port}`, { format: 'syslog', options: OPTIONS })
    t.same(await send(sampleNotification()), { kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    t.same(recorder.frames, [])
  })

  t.test('with a client certificate, to a receiver that asks for one; without, the refusal is noticed', async (t) => {
    const server = createTlsServer({ ...pem, requestCert: true, rejectUnauthorized: true, ca: pem.cert })
    const { received, port } = await startServer(t, server)
    const url = `syslog+tls://localhost:${port}`
    const without = openSender(t, url, { format: 'syslog', options: OPTIONS, connection })
    t.match(await without(sampleNotification()), { kind: 'network', code: /CERTIFICATE_REQUIRED|ECONNRESET/ })
    const withOne = { ...connection, certificate: pem.cert, key: new Secret(pem.key) }
    const send = openSender(t, url, { format: 'syslog', options: OPTIONS, connection: withOne })
    t.same(await send(sampleNotification()), { kind: 'sent' })
    await received.untilCount(1)
    t.strictSame(received.entries, [`${Buffer.byteLength(encode())} ${encode()}`])
  })
  t.end()
})

t.test('a receiver that closes the connection is connected to again', async (t) => {
  const { received, sockets, port } = await startServer(t, createTcpServer())
  const send = openSender(t, `syslog+tcp://127.0.0.1:${port}`, { format: 'syslog', options: OPTIONS })
  for (let round = 1; round <= 5; round++) {
    t.same(await send(sampleNotification()), { kind: 'sent' })
    await received.untilCount(round)
    const [socket] = sockets.entries.slice(-1)
    socket?.end()
    if (socket !== undefined) await once(socket, 'close')
  }
  t.equal(sockets.entries.length, 5)
})

t.test('a connection that was reset fails the attempt at most, and is made again for the next', async (t) => {
  const { received, sockets, port } = await startServer(t, createTcpServer())
  const send = openSender(t, `syslog+tcp://127.0.0.1:${port}`, { format: 'syslog', options: OPTIONS })
  t.same(await send(sampleNotification()), { kind: 'sent' })
  await received.untilCount(1)
  sockets.entries[0]?.resetAndDestroy()
  const next = await send(sampleNotification())
  if (next?.kind !== 'sent') {
    t.same(next, { kind: 'network', code: 'ECONNRESET' })
    t.same(await send(sampleNotification()), { kind: 'sent' })
  }
  await received.untilCount(2)
})

t.test('failures', async (t) => {
  const { port } = await startServer(t, createTcpServer())
  const gone = createTcpServer().listen(0, '127.0.0.1')
  await once(gone, 'listening')
  const { port: gonePort } = gone.address() as AddressInfo
  await new Promise((closed) => gone.close(closed))
  const cases = [
    [`syslog+tcp://127.0.0.1:${gonePort}`, { kind: 'network', code: 'ECONNREFUSED' }],
    [`syslog+tls://127.0.0.1:${gonePort}`, { kind: 'network', code: 'ECONNREFUSED' }],
    ['syslog+udp://169.254.169.254', { kind: 'forbidden', address: '169.254.169.254' }],
    ['syslog+tcp://[fe80::1]', { kind: 'forbidden', address: 'fe80::1' }],
    // What no URL is read as, but the resolver: 169.254.169.254.
    ['syslog+udp://2852039166', { kind: 'forbidden', address: '169.254.169.254' }],
    ['syslog+tcp://0xa9fea9fe', { kind: 'forbidden', address: '169.254.169.254' }],
    ['syslog+udp://nowhere.invalid', { kind: 'network', code: /ENOTFOUND|EAI_AGAIN/ }],
    ['syslog+tcp://nowhere.invalid', { kind: 'network', code: /ENOTFOUND|EAI_AGAIN/ }],
    [`syslog+tls://127.0.0.1:${port}`, { kind: 'timeout' }],
  ] as const
  for (const [url, expected] of cases) {
    const send = openSender(t, url, { format: 'syslog', options: OPTIONS, timeoutMs: 200 })
    t.match(await send(sampleNotification()), expected, url)
  }
})

t.test('a receiver that does not read times out, and the next attempt begins a new connection', async (t) => {
  const { sockets, received, port } = await startServer(t, createTcpServer(), (socket) => {
    if (sockets.entries.length === 0) socket.pause()
  })
  const client = openClient(testWebhook('soc', `syslog+tcp://127.0.0.1:${port}`, { format: 'syslog', timeoutMs: 300 }))
  t.teardown(() => client.close())
  const delivery = { id: 'm', webhook: 'soc', groupKey: 'g', contentType: '', attempts: 0, firstAttemptAt: null }
  const { signal } = new AbortController()
  t.same(await client.send({ ...delivery, body: 'x'.repeat(20_000_000) }, 0, signal), { kind: 'timeout' })
  t.same(await client.send({ ...delivery, body: '<14>1 - - - - - - a' }, 0, signal), { kind: 'sent' })
  await received.until((chunks) => chunks.includes('19 <14>1 - - - - - - a'))
  t.equal(sockets.entries.length, 2)
})

t.test('stops when told to', async (t) => {
  const { sockets, port } = await startServer(t, createTcpServer())
  const client = openClient(testWebhook('soc', `syslog+tls://127.0.0.1:${port}`, { format: 'syslog' }))
  t.teardown(() => client.close())
  const stop = new AbortController()
  const delivery = { id: 'm', webhook: 'soc', groupKey: 'g', contentType: '', body: 'x', attempts: 0, firstAttemptAt: null }
  const sent = client.send(delivery, 0, stop.signal)
  await sockets.untilCount(1)
  stop.abort()
  t.equal(await sent, null)
  t.equal(await client.send(delivery, 0, stop.signal), null, 'or before it begins')
})
