import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import t from 'tap'
import type { Listener, TlsListenerOptions } from '../../../src/receive/syslog-server/listener.ts'
import { openStreamListener } from '../../../src/receive/syslog-server/stream-listener.ts'
import { makeCertificate } from '../../certificate.ts'
import { withoutOpenssl } from '../../machine.ts'
import { Recorder } from './recorder.ts'

const DEADLINE_MS = 10_000

type Options = Partial<TlsListenerOptions>
type Opened = { readonly listener: Listener; readonly recorder: Recorder; readonly dial: Dial }
type Dial = (options?: ConnectionOptions) => TLSSocket
type Tap = Pick<typeof t, 'teardown'>

t.test('TLS', { skip: withoutOpenssl }, (t) => {
  const { cert, key } = makeCertificate()

  async function open(t: Tap, options: Options = {}): Promise<Opened> {
    const recorder = new Recorder()
    const defaults: TlsListenerOptions = {
      name: 'secure',
      protocol: 'tls',
      address: '127.0.0.1',
      port: 0,
      maxFrameBytes: 65_536,
      allow: [],
      reusePort: false,
      idleTimeoutMs: 60_000,
      keepAliveMs: 60_000,
      maxConnections: 100,
      cert,
      key,
    }
    const listener = await openStreamListener({ ...defaults, ...options }, recorder.onBatch, recorder.events)
    t.teardown(() => listener.close(DEADLINE_MS))
    const dial: Dial = (options = {}) => {
      const client = connect({ port: listener.bound.port, host: '127.0.0.1', ca: cert, ...options })
      client.on('error', () => undefined)
      t.teardown(() => client.destroy())
      return client
    }
    return { listener, recorder, dial }
  }

  t.test('octet-counted and delimited frames', async (t) => {
    const { recorder, dial } = await open(t)
    const messages = Array.from({ length: 1000 }, (_, i) => `<14>${i} ${'x'.repeat((i * 37) % 1500)}`)
    const client = dial()
    client.end(messages.map((message, i) => (i % 2 === 0 ? `${message}\n` : `${message.length} ${message}`)).join(''))
    await recorder.untilTold('closed:0')
    t.strictSame(recorder.frames, messages)
    t.equal(recorder.senders[0], 'secure tls 127.0.0.1')
    t.strictSame(recorder.told, ['accepted:1', 'closed:0'])
  })

  t.test('versions', async (t) => {
    const { recorder, dial } = await open(t)
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const client = dial({ minVersion: version, maxVersion: version })
      await once(client, 'secureConnect')
      t.equal(client.getProtocol(), version)
    }
    dial({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' })
    await recorder.untilTold('tls:protocol_version')
    t.strictSame(recorder.frames, [])
  })

  t.test('handshakes that fail', async (t) => {
    const { listener, recorder, dial } = await open(t)
    const { port } = listener.bound
    const send = (bytes: string): void =>
      void connectTcp(port, '127.0.0.1')
        .on('error', () => undefined)
        .end(bytes)
    send('<134>Nov 24 01:01:01 fw-1 CEF:0|\n')
    send('GET / HTTP/1.1\r\nHost: example.com\r\n\r\n')
    await recorder.untilTold('tls:not_tls', 2)
    send('')
    await recorder.untilTold('tls:disconnected')
    // Node's own client closes without an alert when it refuses a certificate.
    const stranger = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-verify_return_error'], { stdio: 'ignore' })
    await once(stranger, 'exit')
    await recorder.untilTold('tls:certificate_refused')
    dial({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' })
    await recorder.untilTold('tls:no_shared_cipher')
    await recorder.until(() => recorder.told.filter((told) => told.startsWith('closed:')).length === 5)
    t.equal(listener.connections(), 0)
    const client = dial()
    client.write('<14>a\n')
    await recorder.untilFrames(1)
    t.strictSame(recorder.errors, [])
  })

  t.test('a handshake that does not end', async (t) => {
    const { listener, recorder } = await open(t, { idleTimeoutMs: 50 })
    connectTcp(listener.bound.port, '127.0.0.1').on('error', () => undefined)
    await recorder.untilTold('closed:0')
    t.strictSame(recorder.told, ['accepted:1', 'tls:timeout', 'closed:0'])
  })

  t.test('a connection that is idle', async (t) => {
    const { recorder, dial } = await open(t, { idleTimeoutMs: 200 })
    dial().write('<14>a\n')
    await recorder.untilTold('closed:0')
    t.strictSame(recorder.told, ['accepted:1', 'timedOut', 'closed:0'])
  })

  t.test('sources that are not allowed see no handshake', async (t) => {
    const { listener, recorder, dial } = await open(t, { allow: ['192.0.2.0/24'] })
    dial()
    await recorder.untilTold('refused:denied')
    await listener.close(DEADLINE_MS)
    t.strictSame(recorder.told, ['refused:denied'])
  })

  t.test('a connection that is reset', async (t) => {
    const { listener, recorder, dial } = await open(t)
    const socket = connectTcp(listener.bound.port, '127.0.0.1')
    dial({ socket }).write('<14>a\n<14>half')
    await recorder.untilFrames(1)
    socket.resetAndDestroy()
    await recorder.untilTold('closed:0')
    t.strictSame(recorder.frames, ['<14>a', '<14>half'])
  })

  t.test('garbage under an established connection', async (t) => {
    const { listener, recorder, dial } = await open(t)
    const socket = connectTcp(listener.bound.port, '127.0.0.1').on('error', () => undefined)
    dial({ socket }).write('<14>a\n')
    await recorder.untilFrames(1)
    socket.write('<14>no TLS record\n')
    await recorder.untilTold('closed:0')
    t.strictSame(recorder.told, ['accepted:1', 'socketError', 'closed:0'])
  })

  t.test('close reads what had been sent, and waits for no handshake', async (t) => {
    const { listener, recorder, dial } = await open(t)
    const messages = Array.from({ length: 2000 }, (_, i) => `<14>${i} ${'x'.repeat(500)}`)
    const client = dial()
    connectTcp(listener.bound.port, '127.0.0.1').on('error', () => undefined)
    await once(client, 'secureConnect')
    await recorder.untilTold('accepted:2')
    client.end(messages.map((message) => `${message}\n`).join(''))
    await recorder.untilFrames(1)
    await listener.close(DEADLINE_MS)
    t.strictSame(recorder.frames, messages)
    t.equal(listener.connections(), 0)
  })

  t.test('certificates and keys that cannot be used', async (t) => {
    const other = makeCertificate()
    const cases: readonly [Options, RegExp][] = [
      [{ key: other.key }, /listener "secure": the private key belongs to another certificate/],
      [{ cert: 'no PEM' }, /listener "secure": the certificate cannot be read/],
      [{ cert: '' }, /the certificate cannot be read/],
      [{ key: 'no PEM' }, /the private key cannot be read/],
      [{ key: '' }, /the private key cannot be read/],
    ]
    for (const [options, message] of cases) await t.rejects(open(t, options), { code: 'TLS_INVALID', message })
  })

  t.end()
})
