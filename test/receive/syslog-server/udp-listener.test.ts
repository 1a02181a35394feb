import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import t, { type Test } from 'tap'
import type { BatchReceiver, Listener, UdpListenerOptions } from '../../../src/receive/syslog-server/listener.ts'
import type { ListenerEvents } from '../../../src/receive/syslog-server/listener-events.ts'
import { loadRecvmmsg } from '../../../src/receive/syslog-server/recvmmsg.ts'
import { openUdpListener } from '../../../src/receive/syslog-server/udp-listener.ts'
import { withoutCompiler, withoutIPv6 } from '../../machine.ts'
import { Recorder } from './recorder.ts'

const DEADLINE_MS = 10_000

type Options = Partial<UdpListenerOptions>
type Opened = { readonly listener: Listener; readonly recorder: Recorder }
type Tap = Pick<typeof t, 'teardown'>

type Reader = (options: UdpListenerOptions, onBatch: BatchReceiver, events: ListenerEvents) => Promise<Listener>

const addon = loadRecvmmsg()

/** Both ways to read a socket: whoever sends can tell no difference. */
const READERS: Readonly<Record<string, Reader | null>> = {
  dgram: (options, onBatch, events) => openUdpListener(options, onBatch, events, null),
  recvmmsg: addon === null ? null : (options, onBatch, events) => openUdpListener(options, onBatch, events, addon),
}

async function openWith(reader: Reader, t: Tap, options: Options = {}, recorder = new Recorder()): Promise<Opened> {
  const defaults: UdpListenerOptions = {
    name: 'syslog',
    protocol: 'udp',
    address: '127.0.0.1',
    port: 0,
    maxFrameBytes: 65_536,
    allow: [],
    reusePort: false,
    receiveBufferBytes: 1_048_576,
  }
  const listener = await reader({ ...defaults, ...options }, recorder.onBatch, recorder.events)
  t.teardown(() => listener.close(DEADLINE_MS))
  return { listener, recorder }
}

/** Sends datagrams one after the other; resolves once the kernel has taken the last. */
async function send(port: number, datagrams: readonly (string | Buffer)[], host = '127.0.0.1'): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
  for (const datagram of datagrams) {
    await new Promise<void>((resolve, reject) => {
      socket.send(typeof datagram === 'string' ? Buffer.from(datagram, 'latin1') : datagram, port, host, (error) =>
        error === null ? resolve() : reject(error),
      )
    })
  }
  socket.close()
  await once(socket, 'close')
}

const DATAGRAMS: readonly { name: string; datagram: string; frame: string }[] = [
  { name: 'as it is', datagram: '<14>a', frame: '<14>a' },
  { name: 'LF at the end', datagram: '<14>a\n', frame: '<14>a' },
  { name: 'CR LF NUL at the end', datagram: '<14>a\r\n\0\0', frame: '<14>a' },
  { name: 'newlines inside', datagram: '<14>a\nb\r\nc\0d\n', frame: '<14>a\nb\r\nc\0d' },
  { name: 'an octet count', datagram: '5 <14>a', frame: '<14>a' },
  { name: 'an octet count and LF', datagram: '5 <14>a\n', frame: '<14>a' },
  { name: 'an octet count that counts the LF', datagram: '6 <14>a\n', frame: '<14>a' },
  { name: 'a number that is no octet count', datagram: '4 <14>a', frame: '4 <14>a' },
  { name: 'a year', datagram: '2023 Oct 10 a', frame: '2023 Oct 10 a' },
  { name: 'a count of 10^12', datagram: '1000000000000 <14>a', frame: '1000000000000 <14>a' },
  { name: 'a count of nothing', datagram: '0 \n', frame: '0 ' },
  { name: 'digits alone', datagram: '12', frame: '12' },
  { name: 'garbage', datagram: '\0\xff\xfe<', frame: '\0\xff\xfe<' },
]

for (const [name, reader] of Object.entries(READERS)) {
  t.test(name, { skip: name === 'recvmmsg' && withoutCompiler }, (t) => {
    if (reader === null) t.fail('native/recvmmsg.node is not built: npm run build:native')
    else testReader(t, name, (...args) => openWith(reader, ...args))
    t.end()
  })
}

type Open = (t: Tap, options?: Options, recorder?: Recorder) => Promise<Opened>

function testReader(t: Test, reader: string, open: Open): void {
  t.test('the frame of a datagram', async (t) => {
    const { listener, recorder } = await open(t)
    await send(
      listener.bound.port,
      DATAGRAMS.map(({ datagram }) => datagram),
    )
    await recorder.untilFrames(DATAGRAMS.length)
    t.equal(listener.reader, reader)
    for (const [i, { name, frame }] of DATAGRAMS.entries()) t.equal(recorder.frames[i], frame, name)
    t.equal(recorder.messages, DATAGRAMS.length)
    t.equal(
      recorder.bytes,
      DATAGRAMS.reduce((sum, { frame }) => sum + frame.length, 0),
      'bytes are counted without framing',
    )
    t.equal(recorder.senders[0], 'syslog udp 127.0.0.1')
  })

  t.test('empty datagrams are ignored', async (t) => {
    const { listener, recorder } = await open(t)
    await send(listener.bound.port, ['', '\n', '\r\n\0', '<14>a'])
    await recorder.untilFrames(1)
    t.strictSame(recorder.frames, ['<14>a'])
    t.strictSame(recorder.told, [])
  })

  t.test('a datagram longer than maxFrameBytes is cut there', async (t) => {
    const { listener, recorder } = await open(t, { maxFrameBytes: 10 })
    await send(listener.bound.port, ['<14>123456', '<14>123456\n', '<14>1234567', '11 <14>1234567', '<14>a'])
    await recorder.untilFrames(5)
    t.strictSame(recorder.frames, ['<14>123456', '<14>123456', '<14>123456', '<14>123456', '<14>a'])
    t.equal(recorder.count('truncated'), 2)
  })

  t.test('the largest datagram there is', async (t) => {
    const { listener, recorder } = await open(t)
    const datagram = Buffer.alloc(65_507, 'x')
    await send(listener.bound.port, [datagram, '<14>a'])
    await recorder.untilFrames(2)
    t.equal(recorder.frames[0], datagram.toString('latin1'))
    t.equal(recorder.frames[1], '<14>a')
  })

  t.test('datagrams that wait together come as one batch', async (t) => {
    const { listener, recorder } = await open(t)
    const sender = createSocket('udp4')
    await new Promise<void>((resolve) => sender.connect(listener.bound.port, '127.0.0.1', resolve))
    // Nothing is read before this turn of the event loop ends, so all of them wait in the kernel.
    for (let i = 0; i < 8; i++) sender.send(`<14>${i}`)
    await recorder.untilFrames(8)
    sender.close()
    t.strictSame(recorder.frames, ['<14>0', '<14>1', '<14>2', '<14>3', '<14>4', '<14>5', '<14>6', '<14>7'])
    t.ok(recorder.batches.length < 8, `batches of ${recorder.batches.join(', ')}`)
  })

  t.test('IPv6', { skip: withoutIPv6 }, async (t) => {
    const { listener, recorder } = await open(t, { address: '::1' })
    await send(listener.bound.port, ['<14>a'], '::1')
    await recorder.untilFrames(1)
    t.strictSame(recorder.senders, ['syslog udp ::1'])
  })

  t.test(':: takes IPv4 too, and its senders have IPv4 addresses', { skip: withoutIPv6 }, async (t) => {
    const { listener, recorder } = await open(t, { address: '::', allow: ['127.0.0.0/8'] })
    await send(listener.bound.port, ['<14>a'], '127.0.0.1')
    await send(listener.bound.port, ['<14>b'], '::1')
    await recorder.untilTold('sourceDenied')
    await recorder.untilFrames(1)
    t.strictSame(recorder.senders, ['syslog udp 127.0.0.1'])
  })

  t.test('a source that is not allowed', async (t) => {
    const { listener, recorder } = await open(t, { allow: ['192.0.2.0/24', '127.0.0.2'] })
    await send(listener.bound.port, ['<14>a', '<14>b'])
    await recorder.untilTold('sourceDenied', 2)
    t.strictSame(recorder.frames, [])
    await t.rejects(open(t, { allow: ['192.0.2.0/33'] }), { code: 'CONFIG_INVALID' })
  })

  t.test('close reads what the kernel holds', async (t) => {
    const { listener, recorder } = await open(t)
    const datagrams = Array.from({ length: 500 }, (_, i) => `<14>${i}`)
    const sender = createSocket('udp4')
    await new Promise<void>((resolve) => sender.connect(listener.bound.port, '127.0.0.1', resolve))
    for (const datagram of datagrams) sender.send(datagram)
    await listener.close(DEADLINE_MS)
    sender.close()
    t.strictSame(recorder.frames, datagrams)
  })

  t.test('close ends at its deadline when datagrams keep coming', async (t) => {
    const { listener, recorder } = await open(t)
    const sender = createSocket('udp4')
    let isSending = true
    const sendOn = (): void => {
      if (!isSending) return
      sender.send('<14>a', listener.bound.port, '127.0.0.1', () => setImmediate(sendOn))
    }
    for (let i = 0; i < 64; i++) sendOn()
    await recorder.untilFrames(1)
    await listener.close(50)
    await listener.close(50)
    isSending = false
    sender.close()
    t.pass('closed, and closed again')
  })

  t.test('a port in use', async (t) => {
    const { listener } = await open(t)
    const { port } = listener.bound
    await t.rejects(open(t, { port, name: 'second' }), {
      code: 'LISTEN_FAILED',
      message: `listener "second" cannot listen on udp 127.0.0.1:${port}: the port is in use`,
    })
  })

  t.test('an address of another machine', async (t) => {
    await t.rejects(open(t, { address: '192.0.2.1' }), { code: 'LISTEN_FAILED', message: /no interface of this machine/ })
  })

  t.test('several listeners share a port', async (t) => {
    const { listener, recorder } = await open(t, { reusePort: true, name: 'first' })
    const { port } = listener.bound
    await open(t, { reusePort: true, name: 'second', port }, recorder)
    // The kernel chooses by the sender's port: with enough senders both have some.
    for (let i = 0; i < 64; i++) await send(port, ['<14>a'])
    await recorder.untilFrames(64)
    t.strictSame([...new Set(recorder.senders)].sort(), ['first udp 127.0.0.1', 'second udp 127.0.0.1'])
  })

  t.test('the receive buffer is told', { skip: process.platform !== 'linux' && 'the limits are those of Linux' }, async (t) => {
    const { recorder } = await open(t, { receiveBufferBytes: 8192 })
    t.strictSame(recorder.buffer, { requested: 8192, effective: 16_384, outcome: 'granted' })
    const { recorder: greedy } = await open(t, { receiveBufferBytes: 2 ** 30 })
    t.equal(greedy.buffer?.outcome, 'clamped')
    t.ok((greedy.buffer?.effective ?? Infinity) < 2 ** 31)
  })
}
