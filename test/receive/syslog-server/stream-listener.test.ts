import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import t from 'tap'
import type { Listener, TcpListenerOptions } from '../../../src/receive/syslog-server/listener.ts'
import { openStreamListener } from '../../../src/receive/syslog-server/stream-listener.ts'
import { withoutIPv6 } from '../../machine.ts'
import { Recorder } from './recorder.ts'

const DEADLINE_MS = 10_000

type Options = Partial<TcpListenerOptions>
type Opened = { readonly listener: Listener; readonly recorder: Recorder; readonly dial: (host?: string) => Promise<Socket> }
type Tap = Pick<typeof t, 'teardown'>

async function open(t: Tap, options: Options = {}, recorder = new Recorder()): Promise<Opened> {
  const defaults: TcpListenerOptions = {
    name: 'syslog',
    protocol: 'tcp',
    address: '127.0.0.1',
    port: 0,
    maxFrameBytes: 65_536,
    allow: [],
    reusePort: false,
    idleTimeoutMs: 60_000,
    keepAliveMs: 60_000,
    maxConnections: 100,
  }
  const listener = await openStreamListener({ ...defaults, ...options }, recorder.onBatch, recorder.events)
  const clients: Socket[] = []
  t.teardown(async () => {
    for (const client of clients) client.destroy()
    await listener.close(DEADLINE_MS)
  })
  const dial = async (host = '127.0.0.1'): Promise<Socket> => {
    const client = connect({ port: listener.bound.port, host, allowHalfOpen: true })
    client.on('error', () => undefined)
    clients.push(client)
    await once(client, 'connect')
    return client
  }
  return { listener, recorder, dial }
}

t.test('frames of every kind on one connection', async (t) => {
  const { recorder, dial } = await open(t)
  const client = await dial()
  client.end('<14>a\n<14>b\r\n5 <14>c6 <14>de\n<14>f\0<14>without its end', 'latin1')
  await recorder.untilTold('closed:0')
  t.strictSame(recorder.frames, ['<14>a', '<14>b', '<14>c', '<14>de', '<14>f', '<14>without its end'])
  t.equal(recorder.senders[0], 'syslog tcp 127.0.0.1')
  t.equal(recorder.messages, 6)
  t.equal(recorder.bytes, recorder.frames.join('').length)
  t.strictSame(recorder.told, ['accepted:1', 'closed:0'])
})

t.test('a frame that comes in pieces, between those of another connection', async (t) => {
  const { recorder, dial } = await open(t)
  const [slow, fast] = [await dial(), await dial()]
  for (const [i, piece] of ['1', '3 <14>', 'one ', 'event'].entries()) {
    slow.write(piece)
    fast.write(`<14>${i}\n`)
    await recorder.untilFrames(i + 1)
  }
  await recorder.untilFrames(5)
  t.strictSame([...recorder.frames].sort(), ['<14>0', '<14>1', '<14>2', '<14>3', '<14>one event'])
})

t.test('a large stream', async (t) => {
  const { recorder, dial } = await open(t)
  const messages = Array.from({ length: 5000 }, (_, i) => `<14>${i} ${'x'.repeat((i * 37) % 1500)}`)
  const client = await dial()
  client.end(messages.map((message, i) => (i % 2 === 0 ? `${message}\n` : `${message.length} ${message}`)).join(''))
  await recorder.untilTold('closed:0')
  t.strictSame(recorder.frames, messages)
  t.ok(recorder.batches.length < 1000, `${recorder.batches.length} batches`)
})

t.test('IPv6', { skip: withoutIPv6 }, async (t) => {
  const { recorder, dial } = await open(t, { address: '::1' })
  const client = await dial('::1')
  client.write('<14>a\n')
  await recorder.untilFrames(1)
  t.strictSame(recorder.senders, ['syslog tcp ::1'])
})

t.test(':: takes IPv4 too, and its senders have IPv4 addresses', { skip: withoutIPv6 }, async (t) => {
  const { recorder, dial } = await open(t, { address: '::', allow: ['127.0.0.1'] })
  const client = await dial('127.0.0.1')
  client.write('<14>a\n')
  await recorder.untilFrames(1)
  t.strictSame(recorder.senders, ['syslog tcp 127.0.0.1'])
  await dial('::1')
  await recorder.untilTold('refused:denied')
})

t.test('bad input, and the next good event on the same connection', async (t) => {
  const { recorder, dial } = await open(t, { maxFrameBytes: 1000 })
  const inputs: readonly { name: string; input: Buffer | string; then?: string; told?: string }[] = [
    { name: 'garbage', input: Buffer.from([0xff, 0xfe, 0x80, 0x0a]) },
    { name: 'NUL', input: Buffer.alloc(5000) },
    { name: 'invalid UTF-8', input: Buffer.from('3c31343ec328e228a10a', 'hex') },
    { name: 'newlines', input: '\n\r\n\n'.repeat(1000) },
    { name: 'a line of 70 KiB', input: `${'x'.repeat(71_680)}\n`, told: 'truncated' },
    { name: 'a counted frame of 70 KiB', input: `71680 <14>${'x'.repeat(71_676)}`, told: 'truncated' },
    { name: 'an octet count of 10^12', input: '1000000000000 <14>x\n', told: 'miscounted' },
    { name: 'an octet count of 10^12, and the event behind it', input: '1000000000000 ', told: 'miscounted' },
    { name: 'a false octet count', input: '900 <14>x\n', told: 'miscounted' },
    { name: 'a number of 5000 digits', input: `${'9'.repeat(5000)}\n`, told: 'truncated' },
    { name: 'a counted frame', input: '4 <1>x' },
  ]
  const client = await dial()
  for (const [i, { name, input, told }] of inputs.entries()) {
    const before = told === undefined ? 0 : recorder.count(told)
    client.write(input)
    client.write(`<134>good ${i}\n`)
    await recorder.until(() => recorder.frames.at(-1) === `<134>good ${i}`)
    if (told !== undefined) t.equal(recorder.count(told), before + 1, `${name} is counted`)
    t.ok(
      recorder.frames.every((frame) => frame.length <= 1000),
      name,
    )
  }
  t.strictSame(recorder.errors, [])
})

t.test('a connection that is reset', async (t) => {
  const { recorder, dial } = await open(t)
  const client = await dial()
  client.write('<14>a\n<14>half')
  await recorder.untilFrames(1)
  client.resetAndDestroy()
  await recorder.untilTold('closed:0')
  t.strictSame(recorder.frames, ['<14>a', '<14>half'])
  t.strictSame(recorder.told, ['accepted:1', 'socketError', 'closed:0'])
  const next = await dial()
  next.write('<14>b\n')
  await recorder.untilFrames(3)
})

t.test('a connection that is idle', async (t) => {
  const { recorder, dial } = await open(t, { idleTimeoutMs: 50 })
  const client = await dial()
  client.write('<14>a\n<14>half')
  await recorder.untilTold('closed:0')
  t.strictSame(recorder.told, ['accepted:1', 'timedOut', 'closed:0'])
  t.strictSame(recorder.frames, ['<14>a', '<14>half'])
})

t.test('a connection is not idle because the process was held up', async (t) => {
  const { recorder, dial } = await open(t, { idleTimeoutMs: 200 })
  const client = await dial()
  client.write('<14>a\n')
  await recorder.untilFrames(1)
  client.write('<14>b\n')
  // The second message waits in the kernel, and the event loop runs its timers first.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  await recorder.untilFrames(2)
  client.write('<14>c\n')
  await recorder.untilFrames(3)
  t.strictSame(recorder.told, ['accepted:1'])
})

t.test('sources that are not allowed', async (t) => {
  const { listener, recorder, dial } = await open(t, { allow: ['192.0.2.0/24'] })
  const client = await dial()
  client.write('<14>a\n')
  await recorder.untilTold('refused:denied')
  await listener.close(DEADLINE_MS)
  t.strictSame(recorder.told, ['refused:denied'])
  t.strictSame(recorder.frames, [])
  await t.rejects(open(t, { allow: ['example.com'] }), { code: 'CONFIG_INVALID' })
})

t.test('more connections than the limit', async (t) => {
  const { listener, recorder, dial } = await open(t, { maxConnections: 3 })
  const clients = [await dial(), await dial(), await dial()]
  await recorder.untilTold('accepted:3')
  for (let i = 0; i < 20; i++) await dial()
  await recorder.untilTold('refused:limit', 20)
  t.equal(listener.connections(), 3)
  for (const client of clients) client.write('<14>a\n')
  await recorder.untilFrames(3)
  clients[0]?.destroy()
  await recorder.untilTold('closed:2')
  const next = await dial()
  next.write('<14>b\n')
  await recorder.untilFrames(4)
  t.equal(listener.connections(), 3)
})

t.test('several listeners share a port', async (t) => {
  const { listener, recorder, dial } = await open(t, { reusePort: true, name: 'first' })
  await open(t, { reusePort: true, name: 'second', port: listener.bound.port }, recorder)
  for (let i = 0; i < 40; i++) (await dial()).write('<14>a\n')
  await recorder.untilFrames(40)
  t.strictSame([...new Set(recorder.senders)].sort(), ['first tcp 127.0.0.1', 'second tcp 127.0.0.1'])
})

t.test('a port in use', async (t) => {
  const { listener } = await open(t)
  const { port } = listener.bound
  await t.rejects(open(t, { port, name: 'second' }), {
    code: 'LISTEN_FAILED',
    message: `listener "second" cannot listen on tcp 127.0.0.1:${port}: the port is in use`,
  })
})

t.test('stopAccepting', async (t) => {
  const { listener, recorder, dial } = await open(t)
  const client = await dial()
  client.write('<14>a\n')
  await recorder.untilFrames(1)
  listener.stopAccepting()
  listener.stopAccepting()
  await t.rejects(dial(), { code: 'ECONNREFUSED' })
  client.write('<14>b\n')
  await recorder.untilFrames(2)
})

t.test('close reads what had been sent, and waits for none that is silent', async (t) => {
  const { listener, recorder, dial } = await open(t)
  const [client, silent] = [await dial(), await dial()]
  silent.write('<14>silent')
  await recorder.untilTold('accepted:2')
  const messages = Array.from({ length: 2000 }, (_, i) => `<14>${i} ${'x'.repeat(500)}`)
  client.end(messages.map((message) => `${message}\n`).join(''))
  const start = performance.now()
  await listener.close(DEADLINE_MS)
  t.ok(performance.now() - start < DEADLINE_MS / 2, 'long before the deadline')
  t.strictSame(
    recorder.frames.filter((frame) => frame !== '<14>silent'),
    messages,
  )
  t.ok(recorder.frames.includes('<14>silent'), 'what a silent sender had begun')
  t.equal(recorder.count('timedOut'), 0)
  t.equal(listener.connections(), 0)
})

t.test('close asks busy senders to end, and loses nothing of those that do', async (t) => {
  const { listener, recorder, dial } = await open(t)
  const client = await dial()
  let sent = 0
  let isAsked = false
  const sendOn = (): void => {
    if (isAsked) client.end()
    else client.write(`<14>${sent++}\n`, () => setImmediate(sendOn))
  }
  client.resume().on('end', () => (isAsked = true))
  sendOn()
  await recorder.untilFrames(1)
  const start = performance.now()
  await listener.close(DEADLINE_MS)
  t.ok(performance.now() - start < DEADLINE_MS / 2, 'long before the deadline')
  t.equal(recorder.frames.length, sent)
})

t.test('close ends at its deadline when a sender goes on', async (t) => {
  const { listener, recorder, dial } = await open(t)
  const client = await dial()
  const sendOn = (): void => void client.write('<14>a\n'.repeat(100), (error) => error ?? setImmediate(sendOn))
  sendOn()
  await recorder.untilFrames(1)
  await listener.close(50)
  await listener.close(50)
  t.equal(listener.connections(), 0)
})
