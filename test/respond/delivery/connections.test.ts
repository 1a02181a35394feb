import dns from 'node:dns'
import { once } from 'node:events'
import { createServer } from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { TLSSocket } from 'node:tls'
import t, { type Test } from 'tap'
import { Secret } from '../../../src/base/secret.ts'
import type { DueDelivery } from '../../../src/respond/delivery/delivery.ts'
import type { Outcome } from '../../../src/respond/delivery/outcome.ts'
import type { WebhookConnection } from '../../../src/respond/delivery/webhook.ts'
import { WebhookClient } from '../../../src/respond/delivery/webhook-client.ts'
import { makeCertificate } from '../../certificate.ts'
import { withoutOpenssl } from '../../machine.ts'
import { Journal } from '../journal.ts'
import { startReceiver, status } from '../receiver.ts'
import { startProxy } from './start-proxy.ts'
import { testWebhook } from './test-webhook.ts'

const NONE: WebhookConnection = { ca: null, certificate: null, key: null, proxy: null, allow: [] }

const delivery: DueDelivery = {
  ...{ id: 'msg_1', webhook: 'soc', groupKey: 'g', contentType: 'application/json', body: '{}' },
  ...{ attempts: 0, firstAttemptAt: null },
}

function setLookup(lookup: typeof dns.lookup): void {
  dns.lookup = lookup
  syncBuiltinESMExports()
}

function openClient(t: Test, url: string, connection: Partial<WebhookConnection> = {}, timeoutMs = 5000): WebhookClient {
  const client = new WebhookClient(testWebhook('soc', url, { timeoutMs, connection: { ...NONE, ...connection } }))
  t.teardown(() => client.close())
  return client
}

async function send(client: WebhookClient): Promise<Outcome | null> {
  return client.send(delivery, Date.now(), new AbortController().signal)
}

/** A real HTTPS server with a certificate of its own, which asks for a client's when `clientCa` is given. */
async function startTls(t: Test, clientCa?: string) {
  const own = makeCertificate()
  const requests = new Journal<string | undefined>()
  const client = clientCa === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca: clientCa }
  const server = createServer({ ...own, ...client }, ({ socket }, response) => {
    requests.add(socket instanceof TLSSocket ? socket.getPeerCertificate().fingerprint256 : undefined)
    response.writeHead(204).end()
  })
  server.on('tlsClientError', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `https://localhost:${port}/`, port, ca: own.cert, requests }
}

t.test('TLS', { skip: withoutOpenssl }, (t) => {
  t.test('a certificate that nobody vouches for is refused, and trusted once it is configured', async (t) => {
    const { url, ca, requests } = await startTls(t)
    t.same(await send(openClient(t, url)), { kind: 'network', code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    t.equal(requests.entries.length, 0)
    t.match(await send(openClient(t, url, { ca })), { kind: 'answered', status: 204 })
    t.equal(requests.entries.length, 1)
  })

  t.test('a certificate of another name is refused though it is trusted', async (t) => {
    const { port, ca } = await startTls(t)
    const proxy = await startProxy(t, `127.0.0.1:${port}`)
    const connection = { ca, proxy: new Secret(`http://127.0.0.1:${proxy.port}`) }
    t.same(await send(openClient(t, 'https://soc.example.com/', connection)), {
      kind: 'network',
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    })
  })

  t.test('a client certificate is shown to who asks for it', async (t) => {
    const own = makeCertificate()
    const { url, ca, requests } = await startTls(t, own.cert)
    t.match(await send(openClient(t, url, { ca })), { kind: 'network' }, 'without one')
    t.equal(requests.entries.length, 0)
    const connection = { ca, certificate: own.cert, key: new Secret(own.key) }
    t.match(await send(openClient(t, url, connection)), { kind: 'answered', status: 204 })
    t.match(requests.entries[0], /^([0-9A-F]{2}:){31}/)

    const proxy = await startProxy(t)
    const proxied = { ...connection, proxy: new Secret(`http://127.0.0.1:${proxy.port}`) }
    t.match(await send(openClient(t, url, proxied)), { kind: 'answered', status: 204 }, 'through a proxy')
    t.equal(requests.entries[1], requests.entries[0])
  })

  t.test('certificates that cannot be used are an error at the start, which quotes nothing of them', (t) => {
    const [one, other] = [makeCertificate(), makeCertificate()]
    const cases: readonly Partial<WebhookConnection>[] = [
      { ca: '-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----\n' },
      { certificate: one.cert, key: new Secret(other.key) },
      { certificate: one.cert, key: new Secret('c2VjcmV0') },
      { ca: 'no certificate' },
      { certificate: one.cert },
      { key: new Secret(one.key) },
    ]
    for (const connection of cases) {
      t.throws(() => openClient(t, 'https://localhost/', connection), { code: 'TLS_INVALID', message: /^[^-]*$/ })
    }
    t.end()
  })
  t.end()
})

t.test('a proxy', (t) => {
  t.test('carries requests to the receiver, with its own credentials', async (t) => {
    const [receiver, proxy] = [await startReceiver(t), await startProxy(t)]
    const client = openClient(t, receiver.url, { proxy: new Secret(`http://ann:p%40ss%zz@127.0.0.1:${proxy.port}`) })
    t.match(await send(client), { kind: 'answered', status: 204 })
    t.match(await send(client), { kind: 'answered', status: 204 })
    t.equal(proxy.tunnels.entries[0]?.target, `127.0.0.1:${receiver.port}`)
    const credentials = Buffer.from('ann:p@ss%zz').toString('base64')
    t.equal(proxy.tunnels.entries[0]?.headers['proxy-authorization'], `Basic ${credentials}`)
    t.equal(receiver.requests.entries.length, 2)
    t.equal(receiver.requests.entries[0]?.headers['proxy-authorization'], undefined, 'which the receiver does not see')
  })

  t.test('resolves the name of the receiver', async (t) => {
    const receiver = await startReceiver(t)
    const proxy = await startProxy(t, `127.0.0.1:${receiver.port}`)
    const client = openClient(t, 'http://only-the-proxy-knows.example.com/', {
      proxy: new Secret(`http://127.0.0.1:${proxy.port}`),
    })
    t.match(await send(client), { kind: 'answered', status: 204 })
    t.equal(proxy.tunnels.entries[0]?.target, 'only-the-proxy-knows.example.com:80')
  })

  t.test('that refuses, is not there or hangs, is a failure for a while', async (t) => {
    const [receiver, proxy] = [await startReceiver(t), await startProxy(t)]
    const client = openClient(t, receiver.url, { proxy: new Secret(`http://127.0.0.1:${proxy.port}`) }, 300)
    proxy.answer = 407
    t.match(await send(client), { kind: 'network' })
    proxy.answer = 'nothing'
    for (let attempt = 0; attempt < 3; attempt++) t.same(await send(client), { kind: 'timeout' })
    proxy.answer = 200
    t.match(await send(client), { kind: 'answered', status: 204 }, 'and works when it does again')
    const gone = await startReceiver(t)
    await gone.close()
    t.same(await send(openClient(t, receiver.url, { proxy: new Secret(gone.url) })), { kind: 'network', code: 'ECONNREFUSED' })
    t.equal(receiver.requests.entries.length, 1, 'and nothing goes past it')
  })
  t.end()
})

t.test('forbidden addresses', async (t) => {
  const literals: readonly [string, string][] = [
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254'],
    ['http://2852039166/', '169.254.169.254'],
    ['http://0xa9.0376.0251.254/', '169.254.169.254'],
    ['http://[::ffff:169.254.169.254]/', '::ffff:a9fe:a9fe'],
    ['http://[fe80::1]/', 'fe80::1'],
    ['https://[fd00:ec2::254]/', 'fd00:ec2::254'],
    ['http://168.63.129.16/', '168.63.129.16'],
  ]
  for (const [url, address] of literals) t.same(await send(openClient(t, url)), { kind: 'forbidden', address }, url)

  t.test('through a proxy neither, and no proxy there', async (t) => {
    const proxy = await startProxy(t)
    const through = { proxy: new Secret(`http://127.0.0.1:${proxy.port}`) }
    t.match(await send(openClient(t, 'http://169.254.169.254/', through)), { kind: 'forbidden' })
    t.equal(proxy.tunnels.entries.length, 0)
    const itself = { proxy: new Secret('http://169.254.169.254:3128') }
    t.match(await send(openClient(t, 'http://soc.example.com/', itself)), { kind: 'forbidden' })
  })

  t.test('that a name has come to mean', async (t) => {
    const receiver = await startReceiver(t)
    receiver.answer = status(204, { connection: 'close' })
    const real = dns.lookup
    t.teardown(() => setLookup(real))
    const meanings = ['127.0.0.1', '169.254.169.254']
    setLookup(((_name: string, _options: object, found: (error: null, addresses: dns.LookupAddress[]) => void) => {
      found(null, [{ address: meanings.shift() ?? '169.254.169.254', family: 4 }])
    }) as typeof dns.lookup)
    const client = openClient(t, `http://rebinding.example.com:${receiver.port}/`)
    t.match(await send(client), { kind: 'answered', status: 204 })
    t.same(await send(client), { kind: 'forbidden', address: '169.254.169.254' })
  })

  t.test('unless they are allowed', async (t) => {
    const receiver = await startReceiver(t)
    const proxy = await startProxy(t, `127.0.0.1:${receiver.port}`)
    const connection = { proxy: new Secret(`http://127.0.0.1:${proxy.port}`), allow: ['169.254.10.0/24'] }
    t.match(await send(openClient(t, 'http://169.254.10.1/', connection)), { kind: 'answered', status: 204 })
    t.match(await send(openClient(t, 'http://169.254.11.1/', connection)), { kind: 'forbidden' })
  })
})
