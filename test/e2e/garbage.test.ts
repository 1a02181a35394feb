import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { startReceiver } from '../respond/receiver.ts'
import { harmlessEvent, matchingEvent } from './events.ts'
import { startDaemon, writeConfig } from './start-daemon.ts'

const LONG_URL = matchingEvent('longurl').replace('mactok=', `pad=${'x'.repeat(60_000)}&mactok=`)

/** What may stand on a connection in front of a good event. Each is followed by a newline where it has no end of its own. */
const CASES: readonly (readonly [name: string, bytes: Buffer])[] = [
  ['random bytes', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919 + 13) % 256))],
  ['NUL', Buffer.alloc(1000)],
  ['invalid UTF-8', Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82, 0x0a])],
  ['an octet count of 10^12', Buffer.from('1000000000000 <14>half a message')],
  ['an octet count longer than its frame', Buffer.from('64 <14>short\n')],
  ['CEF with too few fields', Buffer.from('CEF:0|Zscaler|NSSWeblog|5.7|act=Allowed')],
  ['a TLS handshake', Buffer.from('1603010200010001fc0303', 'hex')],
  ['an HTTP request', Buffer.from('GET /ui/chk HTTP/1.1\r\nHost: example.com\r\n\r\n')],
  ['70 KiB without a newline', Buffer.alloc(70 * 1024, 'a')],
]

t.test('garbage costs nothing but itself', async (t) => {
  const receiver = await startReceiver(t)
  const daemon = await startDaemon(t, writeConfig(t.testdir(), { webhooks: [{ name: 'soc', url: receiver.url }] }))
  const { ports } = daemon
  const alerted = (token: string): Promise<void> =>
    receiver.requests.until((requests) => requests.some(({ body }) => body.includes(`${token}.example.net`)))

  for (const [index, [name, bytes]] of CASES.entries()) {
    await t.test(`TCP: ${name}, then a good event on the same connection`, async () => {
      const socket = connect(ports.tcp, '127.0.0.1')
      await once(socket, 'connect')
      socket.end(Buffer.concat([bytes, Buffer.from(`\n<134>${matchingEvent(`after${index}`)}\n`)]))
      await alerted(`after${index}`)
    })
  }

  await t.test('UDP: garbage, then a good event', async () => {
    const socket = createSocket('udp4')
    for (const [, bytes] of CASES) socket.send(bytes.subarray(0, 60_000), ports.udp, '127.0.0.1')
    socket.send(matchingEvent('udpafter'), ports.udp, '127.0.0.1')
    await alerted('udpafter')
    socket.close()
  })

  await t.test('a URL of 60 kB matches', async () => {
    const socket = connect(ports.tcp, '127.0.0.1')
    socket.end(`${LONG_URL}\n`)
    await alerted('longurl')
  })

  await t.test('a connection reset in the middle of a frame', async () => {
    const socket = connect(ports.tcp, '127.0.0.1')
    await once(socket, 'connect')
    await new Promise((written) => socket.write(harmlessEvent('half').slice(0, 40), written))
    socket.resetAndDestroy()
    const good = connect(ports.tcp, '127.0.0.1')
    good.end(matchingEvent('afterreset'))
    await alerted('afterreset')
  })

  t.ok((await daemon.metric('cefwatch_parse_total', 'outcome="not_cef"')) > 0)
  t.ok((await daemon.metric('cefwatch_parse_total', 'outcome="header_too_short"')) >= 2, 'over TCP and over UDP')
  t.ok((await daemon.metric('cefwatch_truncated_messages_total')) > 0)
  t.ok((await daemon.metric('cefwatch_framing_errors_total')) > 0)
  t.match(await daemon.get('/api/v1/sources'), /"code":"header_too_short","count":[1-9]/)
  t.equal(daemon.child.exitCode, null)
})
