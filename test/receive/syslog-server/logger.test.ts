import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t from 'tap'
import { openSyslogServer } from '../../../src/receive/syslog-server/syslog-server.ts'
import { withoutLogger } from '../../machine.ts'
import { Recorder } from './recorder.ts'

const run = promisify(execFile)

const common = { address: '127.0.0.1', port: 0, maxFrameBytes: 65_536, allow: [], reusePort: false } as const
const message = 'CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|request=www.example.com/a?b=c requestMethod=GET'

t.test('logger(1) as the client', { skip: withoutLogger }, async (t) => {
  const recorder = new Recorder()
  const server = await openSyslogServer(
    [
      { ...common, name: 'udp', protocol: 'udp', receiveBufferBytes: 262_144 },
      { ...common, name: 'tcp', protocol: 'tcp', idleTimeoutMs: 60_000, keepAliveMs: 60_000, maxConnections: 10 },
    ],
    recorder.onBatch,
    recorder.events,
  )
  t.teardown(() => server.close(10_000))
  const [udp = 0, tcp = 0] = server.listeners.map(({ bound }) => bound.port)
  const clients: readonly string[][] = [
    ['-d', '-P', String(udp), '--rfc3164'],
    ['-d', '-P', String(udp), '--rfc5424'],
    ['-d', '-P', String(udp), '--octet-count'],
    ['-T', '-P', String(tcp), '--rfc3164'],
    ['-T', '-P', String(tcp), '--rfc5424', '--octet-count'],
    ['-T', '-P', String(tcp), '--rfc3164', '--octet-count'],
  ]
  for (const [i, options] of clients.entries()) {
    await run('logger', ['-n', '127.0.0.1', '-p', 'local0.info', '-t', 'fw', ...options, message])
    await recorder.untilFrames(i + 1)
    const frame = recorder.frames[i] ?? ''
    t.ok(frame.startsWith('<134>') && frame.endsWith(message), `${options.join(' ')}: ${frame}`)
  }
})
