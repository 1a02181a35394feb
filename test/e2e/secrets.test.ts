import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { FORMAT_NAMES, FORMATS } from '../../src/respond/delivery/formats/index.ts'
import { makeCertificate } from '../certificate.ts'
import { runCefwatch } from '../cli/run-cefwatch.ts'
import { withoutOpenssl } from '../machine.ts'
import { startProxy } from '../respond/delivery/start-proxy.ts'
import { type Answer, hang, reset, startReceiver, status } from '../respond/receiver.ts'
import { matchingEvent } from './events.ts'
import { type Daemon, startDaemon, writeConfig } from './start-daemon.ts'

const SIGNING = ['signing-secret-that-is-known-of', 'another-signing-secret-to-rotate'].map((text) => `whsec_${btoa(text)}`)

/** A text for every place of a configuration that takes a secret. */
const SECRETS = {
  path: 'T0PATHSECRET/b%2Fpathsecret',
  query: 'QUERY%2BSECRET',
  user: 'USERSECRET',
  password: 'PASS%40SECRET',
  credential: 'CREDENTIAL/SECRET"1',
  proxyUser: 'PROXYUSERSECRET',
  proxyPassword: 'PROXYPASSSECRET',
  token: 'HTTPTOKENSECRET',
}

/** How they could be written down: as they are, decoded, encoded, as Basic credentials, in JSON. */
const SPELLINGS = [
  ...Object.values(SECRETS),
  ...Object.values(SECRETS).map(decodeURIComponent),
  ...['T0PATHSECRET', 'pathsecret', 'CREDENTIAL', 'SECRET"1', encodeURIComponent(SECRETS.credential)],
  ...SIGNING,
  ...SIGNING.map((text) => text.replace('whsec_', '')),
  btoa('USERSECRET:PASS@SECRET'),
  btoa('PROXYUSERSECRET:PROXYPASSSECRET'),
]

/** Everything about the request, in several spellings, as a talkative error page has it. */
const echo =
  (code: number): Answer =>
  (response, { url = '', headers }) => {
    const parts = [
      url,
      decodeURIComponent(url),
      JSON.stringify(headers),
      encodeURIComponent(url),
      atob(basicOf(headers.authorization)),
    ]
    status(
      code,
      {},
      `${JSON.stringify(parts)} ${JSON.stringify(parts).replaceAll('/', '\\/')} ${parts.join(' ')}`,
    )(response, response.req)
  }

function basicOf(authorization = ''): string {
  return /^Basic (.*)$/.exec(authorization)?.[1] ?? ''
}

/** What receivers do, each in its own way; null: none is there. */
const ANSWERS: Readonly<Record<string, Answer | null>> = {
  takes: status(200),
  refuses: echo(404),
  fails: echo(500),
  gone: echo(410),
  redirects: (response, { url = '' }) => response.writeHead(302, { location: `http://127.0.0.1:9${url}` }).end(url),
  hangs: hang,
  resets: reset,
  absent: null,
}

/** Keys that a format needs beyond its credential. */
function keysOf(format: string, url: string): object {
  return format === 'sentinel' ? { tenantId: 'example.com', clientId: 'app', authority: url } : {}
}

async function startUntrusted(t: Test): Promise<number> {
  const server = createServer(makeCertificate(), (_, response) => response.end())
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  return (server.address() as AddressInfo).port
}

/** Webhooks with a secret in every place, which fail in every way. */
async function makeWebhooks(t: Test, directory: string): Promise<readonly { readonly name: string }[]> {
  const own = makeCertificate()
  writeFileSync(join(directory, 'client.crt'), own.cert)
  writeFileSync(join(directory, 'client.key'), own.key)
  SPELLINGS.push(...own.key.split('\n').filter((line) => line.length > 30 && !line.startsWith('-----')))
  const tls = { certificateFile: 'client.crt', keyFile: 'client.key' }
  const { user, password, path, query, proxyUser, proxyPassword } = SECRETS
  const urlTo = (port: number, scheme = 'http', host = '127.0.0.1'): string =>
    `${scheme}://${user}:${password}@${host}:${port}/services/${path}?sig=${query}&v=1`
  const common = { secret: SIGNING, timeout: '500ms', connection: tls }

  const webhooks: { readonly name: string }[] = []
  for (const [name, answer] of Object.entries(ANSWERS)) {
    const receiver = await startReceiver(t)
    if (answer === null) await receiver.close()
    else receiver.answer = answer
    webhooks.push({ name, ...common, url: urlTo(receiver.port) } as { readonly name: string })
  }
  const talkative = await startReceiver(t)
  talkative.answer = echo(400)
  for (const format of FORMAT_NAMES) {
    const { credential, protocols } = FORMATS[format]
    if (credential === null || !protocols.includes('http:')) continue
    const keys = { format, [credential]: SECRETS.credential, ...keysOf(format, talkative.url) }
    webhooks.push({ name: `format-${format}`, ...common, url: urlTo(talkative.port), ...keys } as { readonly name: string })
  }
  const proxy = await startProxy(t, `127.0.0.1:${talkative.port}`)
  const [refusing, through] = [await startProxy(t), `http://${proxyUser}:${proxyPassword}@127.0.0.1`]
  refusing.answer = 407
  return [
    ...webhooks,
    { name: 'untrusted', ...common, url: urlTo(await startUntrusted(t), 'https') },
    { name: 'metadata', ...common, url: urlTo(80, 'http', '169.254.169.254') },
    {
      name: 'proxied',
      ...common,
      url: urlTo(80, 'http', 'soc.example.com'),
      connection: { ...tls, proxy: `${through}:${proxy.port}` },
    },
    {
      name: 'no-proxy',
      ...common,
      url: urlTo(80, 'http', 'soc.example.com'),
      connection: { ...tls, proxy: `${through}:${refusing.port}` },
    },
  ] as readonly { readonly name: string }[]
}

/** Every answer that the API gives about webhooks, deliveries and the rest. */
async function askEverything({ ports }: Daemon, names: readonly string[]): Promise<string> {
  const ask = async (method: string, path: string): Promise<string> => {
    const headers = { authorization: `Bearer ${SECRETS.token}` }
    const response = await fetch(`http://127.0.0.1:${ports.http}${path}`, { method, headers })
    return `${method} ${path} ${JSON.stringify([...response.headers])} ${await response.text()}`
  }
  const tests = await Promise.all(names.map((name) => ask('POST', `/api/v1/webhooks/${name}/test`)))
  const paths = ['alerts', 'deliveries?limit=500', 'webhooks', 'status', 'sources', 'rules', 'exclusions', 'nothing']
  const lists = await Promise.all(paths.map((path) => ask('GET', `/api/v1/${path}`)))
  const ids = [...new Set([...lists.join().matchAll(/msg_[0-9a-f]+/g)].map(([id]) => id))]
  const single = await Promise.all(ids.map((id) => ask('GET', `/api/v1/deliveries/${id}`)))
  const open = await Promise.all(['/metrics', '/readyz?verbose', '/livez?verbose'].map((path) => ask('GET', path)))
  const retried = await ask('POST', '/api/v1/deliveries/retry')
  return [...tests, ...lists, ...single, ...open, retried].join('\n')
}

t.test('no secret is in anything that the daemon puts out', { skip: withoutOpenssl }, async (t) => {
  const directory = t.testdir({})
  const webhooks = await makeWebhooks(t, directory)
  const names = webhooks.map(({ name }) => name)
  const http = { address: '127.0.0.1', port: 0, token: SECRETS.token }
  const config = writeConfig(directory, { webhooks, http, log: { level: 'debug' } })
  const daemon = await startDaemon(t, config)
  const socket = createSocket('udp4')
  for (let index = 0; index < 3; index++) {
    await new Promise((sent) => socket.send(matchingEvent(`event${index}`), daemon.ports.udp, '127.0.0.1', sent))
  }
  socket.close()
  for (const name of names.filter((name) => name !== 'takes')) {
    await daemon.log.until((lines) => lines.some((line) => line.includes(`webhook ${name} did not take an alert`)))
  }

  const said: Record<string, string> = { API: await askEverything(daemon, names) }
  const url = `http://127.0.0.1:${daemon.ports.http}`
  const ids = [...new Set([...(said['API'] ?? '').matchAll(/msg_[0-9a-f]{32}/g)].map(([id]) => id))]
  const commands = [
    ['status'],
    ['status', '--json'],
    ['deliveries', 'list'],
    ['deliveries', 'list', '--json'],
    ['deliveries', 'show', ids[0] ?? ''],
    ...['fails', 'untrusted', 'metadata', 'gone'].map((name) => ['deliveries', 'test', name]),
  ]
  for (const command of commands) {
    const { stdout, stderr } = await runCefwatch([...command, '--config', config, '--url', url])
    said[command.join(' ')] = stdout + stderr
  }
  t.match(said['API'], /answered 500[^]*<redacted>|<redacted>[^]*answered 500/, 'answers were kept, without secrets')
  t.match(said['deliveries test metadata'], /169\.254\.169\.254 is link-local or a metadata service/)
  t.match(said['deliveries test untrusted'], /DEPTH_ZERO_SELF_SIGNED_CERT/)

  t.equal(await daemon.end('SIGTERM'), 0)
  said['standard output'] = daemon.output.entries.join('\n')
  said['the log'] = daemon.log.entries.join('\n')
  const data = join(directory, 'data')
  for (const file of readdirSync(data)) said[file] = readFileSync(join(data, file), 'latin1')
  t.match(said['cefwatch.db'], /msg_[0-9a-f]{32}/, 'the file is what we think it is')
  for (const [place, text] of Object.entries(said)) {
    t.ok(text.length > 0, `${place} says something`)
    const found = [...new Set(SPELLINGS)].filter((secret) => text.includes(secret))
    t.same(found, [], place)
  }
})
