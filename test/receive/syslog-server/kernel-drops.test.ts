import { createSocket } from 'node:dgram'
import { existsSync } from 'node:fs'
import { endianness } from 'node:os'
import t from 'tap'
import { parseKernelDrops, readKernelDrops } from '../../../src/receive/syslog-server/kernel-drops.ts'
import { openUdpListener } from '../../../src/receive/syslog-server/udp-listener.ts'
import { Recorder } from './recorder.ts'

const skipOffLinux = !existsSync('/proc/net/udp') && 'the system has no /proc/net/udp'

/** Sockets as a little-endian Linux lists them: [local address in hexadecimal, port, drops]. */
function table(...sockets: readonly [string, number, number][]): string {
  const head =
    '   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops'
  const lines = sockets.map(([address, port, drops], i) => {
    const local = `${address}:${port.toString(16).toUpperCase().padStart(4, '0')}`
    return `  ${1000 + i}: ${local} 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 1849${i} 2 0000000000000000 ${drops}`
  })
  return [head, ...lines, ''].join('\n')
}

t.test('drops of one address and port', { skip: endianness() !== 'LE' && 'the tables are little-endian' }, (t) => {
  const udp = table(
    ['0100007F', 5514, 7],
    ['00000000', 5514, 11],
    ['010200C0', 5514, 13],
    ['00000000', 5515, 17],
    ['00000000', 5514, 19],
  )
  const udp6 = table(
    ['00000000000000000000000000000000', 5514, 23],
    ['00000000000000000000000001000000', 5514, 29],
    ['B80D0120000000000000000001000000', 5514, 31],
  )
  const cases: readonly [string, string, number, number | null][] = [
    [udp, '127.0.0.1', 5514, 7],
    [udp, '192.0.2.1', 5514, 13],
    [udp, '0.0.0.0', 5515, 17],
    [udp, '0.0.0.0', 5514, 30],
    [udp, '0.0.0.0', 5516, null],
    [udp, '192.0.2.2', 5514, null],
    [udp6, '::', 5514, 23],
    [udp6, '::1', 5514, 29],
    [udp6, '2001:db8::1', 5514, 31],
    ['', '::', 5514, null],
  ]
  for (const [text, address, port, expected] of cases)
    t.equal(parseKernelDrops(text, { address, port }), expected, `${address} ${port}`)
  t.end()
})

t.test('what the kernel drops is told to the datagram', { skip: skipOffLinux }, async (t) => {
  const recorder = new Recorder()
  const options = {
    name: 'syslog',
    protocol: 'udp',
    address: '127.0.0.1',
    port: 0,
    maxFrameBytes: 65_536,
    allow: [],
    reusePort: false,
  } as const
  const listener = await openUdpListener({ ...options, receiveBufferBytes: 8192 }, recorder.onBatch, recorder.events)
  t.equal(await readKernelDrops(listener.bound), 0)
  const sender = createSocket('udp4')
  await new Promise<void>((resolve) => sender.connect(listener.bound.port, '127.0.0.1', resolve))
  // All are sent before the event loop turns to the listener, whose buffer holds but a few.
  for (let i = 0; i < 200; i++) sender.send(`<14>${'x'.repeat(500)}`)
  await recorder.untilFrames(1)
  const drops = await readKernelDrops(listener.bound)
  await listener.close(10_000)
  sender.close()
  t.ok(drops !== null && drops > 0)
  t.equal(recorder.frames.length + (drops ?? 0), 200)
  t.equal(await readKernelDrops(listener.bound), null, 'a closed socket has no drops')
})
