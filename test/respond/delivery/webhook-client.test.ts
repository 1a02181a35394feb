import { createServer, type Socket } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Webhook as Verifier } from 'standardwebhooks'
import t, { type Test } from 'tap'
import { Secret } from '../../../src/base/secret.ts'
import type { DueDelivery } from '../../../src/respond/delivery/delivery.ts'
import type { Outcome } from '../../../src/respond/delivery/outcome.ts'
import type { Webhook } from '../../../src/respond/delivery/webhook.ts'
import { WebhookClient } from '../../../src/respond/delivery/webhook-client.ts'
import { testWebhook } from './test-webhook.ts'
import { hang, reset, startReceiver, status } from '../receiver.ts'

const SECRET = `whsec_${Buffer.alloc(32, 's').toString('base64')}`
const NOW = Date.now()

const delivery: DueDelivery = {
  id: 'msg_1',
  webhook: 'soc',
  groupKey: 'g',
  contentType: 'application/json',
  body: '{"type":"alert.created","text":"é"}',
  attempts: 0,
  firstAttemptAt: null,
}

async function send(t: Test, url: string, changes: Partial<Webhook> = {}, stop = new AbortController()): Promise<Outcome | null> {
  const client = new WebhookClient(testWebhook('soc', url, changes))
  t.teardown(() => client.close())
  return client.send(delivery, NOW, stop.signal)
}

/** A server that treats the raw connection as it likes. */
async function startRaw(t: Test, treat: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    treat(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

t.test('posts the body as it is, signed', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(202, {}, 'accepted')
  const secrets = [new Secret(SECRET)]
  t.same(await send(t, `${receiver.url}hooks/a?b=c`, { secrets }), {
    kind: 'answered',
    status: 202,
    retryAfter: null,
    answer: 'accepted',
    judgement: null,
  })
  const [request] = receiver.requests.entries
  t.equal(request?.url, '/hooks/a?b=c')
  t.equal(request?.body, delivery.body)
  t.match(request?.headers, {
    'content-type': 'application/json',
    'user-agent': 'cefwatch',
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(NOW / 1000)),
  })
  t.doesNotThrow(() => new Verifier(SECRET).verify(request?.body ?? '', request?.headers as Record<string, string>))
})

t.test('without a secret there is no signature, and without user info no authorization', async (t) => {
  const receiver = await startReceiver(t)
  await send(t, receiver.url)
  const headers = receiver.requests.entries[0]?.headers
  t.equal(headers?.['webhook-signature'], undefined)
  t.equal(headers?.authorization, undefined)
})

t.test("the URL's user info goes as basic authorization", async (t) => {
  const receiver = await startReceiver(t)
  await send(t, `http://ann:p%40ss%zz@127.0.0.1:${receiver.port}/`)
  const expected = `Basic ${Buffer.from('ann:p@ss%zz').toString('base64')}`
  t.equal(receiver.requests.entries[0]?.headers.authorization, expected)
})

t.test('does not follow a redirect', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(302, { location: receiver.url })
  t.match(await send(t, receiver.url), { kind: 'answered', status: 302 })
  t.equal(receiver.requests.entries.length, 1)
})

t.test('reads what the receiver asks for', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(429, { 'retry-after': '7' }, 'slow down')
  t.same(await send(t, receiver.url), {
    kind: 'answered',
    status: 429,
    retryAfter: '7',
    answer: 'slow down',
    judgement: null,
  })
})

t.test('keeps the beginning of a long answer, and reads no further', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = (response) => {
    const more = (): void => {
      while (response.write('x'.repeat(10_000)));
    }
    response.on('drain', more).writeHead(500)
    more()
  }
  const outcome = await send(t, receiver.url)
  t.equal(outcome?.kind === 'answered' && outcome.answer, 'x'.repeat(4096))
})

t.test('what the answer echoes of the URL is not kept, cut off at the edge neither', async (t) => {
  const receiver = await startReceiver(t)
  const path = 'services/T0AAAA/verysecret'
  const error = `Cannot POST /${path}`
  receiver.answer = status(404, {}, error)
  t.match(await send(t, `${receiver.url}${path}`), { answer: 'Cannot POST <redacted>' })
  receiver.answer = status(404, {}, `${'x'.repeat(4096 - error.length + 2)}${error}`)
  const outcome = await send(t, `${receiver.url}${path}`)
  t.notMatch(outcome, { answer: /very/ })
  t.match(outcome, { answer: /x+Cannot POST <redacted>$/ })
})

t.test('failures of the connection', async (t) => {
  const closed = await startReceiver(t)
  await closed.close()
  t.same(await send(t, closed.url), { kind: 'network', code: 'ECONNREFUSED' })

  const resetting = await startReceiver(t)
  resetting.answer = reset
  t.match(await send(t, resetting.url), { kind: 'network', code: 'UND_ERR_SOCKET' })

  const garbage = await startRaw(t, (socket) => socket.on('data', () => socket.end('this is no HTTP\r\n\r\n')))
  t.match(await send(t, garbage), { kind: 'network', code: 'HTTPParserError' })
  t.match(await send(t, garbage.replace('http:', 'https:')), { kind: 'network', code: /SSL|EPROTO/ })
})

t.test('an attempt ends at its deadline', async (t) => {
  const hanging = await startReceiver(t)
  hanging.answer = hang
  t.same(await send(t, hanging.url, { timeoutMs: 100 }), { kind: 'timeout' })

  const silent = await startRaw(t, () => undefined)
  t.same(await send(t, silent.replace('http:', 'https:'), { timeoutMs: 100 }), { kind: 'timeout' }, 'in the TLS handshake')

  const drip = await startRaw(t, (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-slow: ')
    const timer = setInterval(() => socket.write('a'), 10)
    socket.on('close', () => clearInterval(timer))
  })
  t.same(await send(t, drip, { timeoutMs: 100 }), { kind: 'timeout' }, 'in a header that never ends')
})

t.test('the status counts, even when the rest of the answer never comes', async (t) => {
  const slow = await startReceiver(t)
  slow.answer = (response) => response.writeHead(200).write('first')
  t.match(await send(t, slow.url, { timeoutMs: 200 }), { kind: 'answered', status: 200, answer: 'first' })

  const midway = await startRaw(t, (socket) => {
    socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'))
  })
  t.match(await send(t, midway), { kind: 'answered', status: 200, answer: 'half' })

  const header = await startRaw(t, (socket) => socket.on('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-le')))
  t.match(await send(t, header), { kind: 'network' }, 'half a header is no answer')
})

t.test('stops when told to', async (t) => {
  const hanging = await startReceiver(t)
  hanging.answer = hang
  const stop = new AbortController()
  const sent = send(t, hanging.url, {}, stop)
  await hanging.requests.untilCount(1)
  stop.abort()
  t.equal(await sent, null)
  t.equal(await send(t, hanging.url, {}, stop), null, 'or before it begins')
})
