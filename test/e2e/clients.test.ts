import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:tls'
import t, { type Test } from 'tap'
import { Webhook } from 'standardwebhooks'
import { makeCertificate } from '../certificate.ts'
import { withoutLogger, withoutOpenssl, withoutRsyslog } from '../machine.ts'
import { type Receiver, startReceiver } from '../respond/receiver.ts'
import { matchingEvent } from './events.ts'
import { type Daemon, startDaemon, writeConfig } from './start-daemon.ts'

const SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`

type Body = {
  readonly type: string
  readonly data: { readonly raw: string; readonly source: { readonly listener: string }; readonly device: object }
}

/** Waits for the alert whose event holds `token`, its signature verified by the published library. */
async function alertOf(receiver: Receiver, token: string): Promise<Body> {
  await receiver.requests.until((requests) => requests.some(({ body }) => body.includes(token)))
  const request = receiver.requests.entries.find(({ body }) => body.includes(token))
  if (request === undefined) throw new Error('no request')
  return new Webhook(SECRET).verify(request.body, request.headers as Record<string, string>) as Body
}

async function start(t: Test): Promise<{ daemon: Daemon; receiver: Receiver; directory: string }> {
  const receiver = await startReceiver(t)
  const directory = t.testdir()
  const local = { address: '127.0.0.1', port: 0 }
  const listeners: object[] = [
    { protocol: 'udp', name: 'udp', ...local },
    { protocol: 'tcp', name: 'tcp', ...local },
  ]
  if (withoutOpenssl === false) {
    const { cert, key } = makeCertificate()
    writeFileSync(join(directory, 'server.crt'), cert)
    writeFileSync(join(directory, 'server.key'), key)
    listeners.push({ protocol: 'tls', name: 'tls', ...local, certificateFile: 'server.crt', keyFile: 'server.key' })
  }
  const webhooks = [{ name: 'soc', url: receiver.url, secret: SECRET }]
  return { daemon: await startDaemon(t, writeConfig(directory, { listeners, webhooks })), receiver, directory }
}

t.test('real clients, from their command to a signed alert at a real receiver', async (t) => {
  const { daemon, receiver, directory } = await start(t)
  const { ports } = daemon

  const loggerCases: readonly [string, string, readonly string[]][] = [
    ['RFC 3164 over UDP', 'udp', ['--udp', '--port', String(ports.udp), '--rfc3164']],
    ['RFC 5424 over UDP', 'udp', ['--udp', '--port', String(ports.udp), '--rfc5424']],
    ['RFC 3164 over TCP', 'tcp', ['--tcp', '--port', String(ports.tcp), '--rfc3164']],
    ['RFC 5424 over TCP, octet-counted', 'tcp', ['--tcp', '--port', String(ports.tcp), '--rfc5424', '--octet-count']],
  ]
  for (const [index, [name, listener, options]] of loggerCases.entries()) {
    await t.test(`logger: ${name}`, { skip: withoutLogger }, async (t) => {
      execFileSync('logger', [
        '--server',
        '127.0.0.1',
        ...options,
        '--size',
        '4096',
        '--tag',
        'zscaler-nss',
        '--',
        matchingEvent(`logger${index}`),
      ])
      const { type, data } = await alertOf(receiver, `logger${index}`)
      t.match(
        { type, ...data },
        { type: 'alert.created', source: { listener }, device: { vendor: 'Zscaler', verdict: 'blocked' } },
      )
    })
  }

  const rsyslogCases: readonly [string, string][] = [
    ['UDP', `protocol="udp" port="${ports.udp}"`],
    ['TCP', `protocol="tcp" port="${ports.tcp}"`],
    ['TCP, octet-counted', `protocol="tcp" port="${ports.tcp}" TCP_Framing="octet-counted"`],
  ]
  for (const [index, [name, target]] of rsyslogCases.entries()) {
    await t.test(`rsyslog omfwd: ${name}`, { skip: withoutRsyslog }, async (t) => {
      const folder = join(directory, `rsyslog${index}`)
      mkdirSync(folder)
      await forwardByRsyslog(t, folder, target, matchingEvent(`rsyslog${index}`))
      const { data } = await alertOf(receiver, `rsyslog${index}`)
      t.match(data, { source: { listener: target.includes('udp') ? 'udp' : 'tcp' }, device: { vendor: 'Zscaler' } })
    })
  }

  await t.test('TLS', { skip: withoutOpenssl }, async (t) => {
    const socket = connect({ host: '127.0.0.1', port: ports.tls, rejectUnauthorized: false })
    await once(socket, 'secureConnect')
    const event = matchingEvent('overtls')
    socket.end(`${Buffer.byteLength(event)} ${event}`)
    const { data } = await alertOf(receiver, 'overtls')
    t.equal(data.source.listener, 'tls')
  })

  t.equal(await daemon.metric('cefwatch_notifications_total', 'outcome="failed"'), 0)
  t.equal(await daemon.end('SIGTERM'), 0)
})

/** Lets a real rsyslogd read one line from a file of its own and forward it. */
async function forwardByRsyslog(t: Test, folder: string, target: string, event: string): Promise<void> {
  const input = join(folder, 'input.log')
  const config = join(folder, 'rsyslog.conf')
  writeFileSync(input, `${event}\n`)
  writeFileSync(
    config,
    `global(workDirectory="${folder}")
module(load="imfile" mode="polling" pollingInterval="1")
input(type="imfile" file="${input}" tag="zscaler-nss" facility="local4")
action(type="omfwd" target="127.0.0.1" ${target})
`,
  )
  const rsyslog = spawn('rsyslogd', ['-n', '-f', config, '-i', join(folder, 'rsyslog.pid')], { stdio: 'ignore' })
  await once(rsyslog, 'spawn')
  t.teardown(async () => {
    rsyslog.kill('SIGKILL')
    await once(rsyslog, 'exit')
  })
}
