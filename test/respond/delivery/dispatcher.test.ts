import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { type Answer, hang, type Receiver, reset, startReceiver, status } from '../receiver.ts'
import { startDispatcher } from './start-dispatcher.ts'
import { testWebhook } from './test-webhook.ts'

const HOUR = 3_600_000

function alertIds({ requests }: Receiver): readonly string[] {
  return requests.entries.map(({ body }) => (JSON.parse(body) as { data: { id: string } }).data.id)
}

function webhookIds({ requests }: Receiver): readonly unknown[] {
  return requests.entries.map(({ headers }) => headers['webhook-id'])
}

t.test('delivers what is stored, once', async (t) => {
  const receiver = await startReceiver(t)
  const { dispatcher, enqueue, journal, deliveries } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.untilCount(20)
  dispatcher.wake()
  t.equal(new Set(alertIds(receiver)).size, 20)
  t.equal(new Set(webhookIds(receiver)).size, 20)
  t.equal(receiver.requests.entries.length, 20)
  t.equal(deliveries.list({ limit: 100, state: 'delivered' }).items.length, 20)
})

t.test('what fails for a while is delivered in the end, under the same id', async (t) => {
  const failures: readonly [string, Answer, string][] = [
    ['500', status(500), 'serverError'],
    ['429', status(429, { 'retry-after': '30' }), 'rateLimited'],
    ['closing without an answer', reset, 'network'],
    ['closing in the middle of the header', (_, { socket }) => socket.end('HTTP/1.1 20'), 'network'],
    ['hanging', hang, 'timeout'],
    ['408', status(408), 'timeout'],
  ]
  for (const [name, answer, reason] of failures) {
    await t.test(name, async (t) => {
      const receiver = await startReceiver(t)
      receiver.answer = answer
      const webhook = testWebhook('soc', receiver.url, { timeoutMs: 150 })
      const { dispatcher, enqueue, journal, deliveries, clock } = startDispatcher(t, [webhook])
      enqueue('a1')
      dispatcher.wake()
      await journal.untilCount(1)
      clock.advance(30_000)
      await journal.untilCount(2)
      t.match(deliveries.list({ limit: 1 }).items[0], { state: 'pending', attempts: 2, lastError: new RegExp(`^${reason} \\(`) })
      receiver.answer = status(204)
      clock.advance(30_000)
      await journal.untilCount(3)
      t.same(journal.entries, [`soc failed ${reason}`, `soc failed ${reason}`, 'soc delivered'])
      t.same(webhookIds(receiver), ['msg_1', 'msg_1', 'msg_1'])
      t.equal(new Set(receiver.requests.entries.map(({ body }) => body)).size, 1, 'and with the same body')
      t.match(deliveries.list({ limit: 1 }).items[0], { state: 'delivered', attempts: 3, lastError: null })
    })
  }
})

t.test('a receiver that is not there yet', async (t) => {
  const gone = await startReceiver(t)
  await gone.close()
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [testWebhook('soc', gone.url)])
  enqueue('a1')
  dispatcher.wake()
  await journal.untilCount(1)
  const back = await startReceiver(t, gone.port)
  clock.advance(1000)
  await journal.untilCount(2)
  t.same(journal.entries, ['soc failed network', 'soc delivered'])
  t.same(webhookIds(back), ['msg_1'])
})

t.test('waits as long as backoff and Retry-After say, and not longer', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(503, { 'retry-after': '90' })
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  enqueue('a1')
  dispatcher.wake()
  await journal.untilCount(1)
  clock.advance(89_999)
  t.equal(receiver.requests.entries.length, 1)
  receiver.answer = status(503)
  clock.advance(1)
  await journal.untilCount(2)
  t.equal(clock.nextRing, clock.now() + 2000, 'the second backoff, at its longest')
})

t.test('what is refused becomes a dead letter, with the answer, and can be sent again', async (t) => {
  const cases: readonly [number, string, string][] = [
    [400, 'refused', 'clientError'],
    [401, 'refused', 'authError'],
    [302, 'redirected', 'other'],
  ]
  for (const [code, cause, reason] of cases) {
    await t.test(String(code), async (t) => {
      const receiver = await startReceiver(t)
      receiver.answer = status(code, { location: '/elsewhere' }, 'because')
      const { dispatcher, enqueue, journal, deliveries } = startDispatcher(t, [testWebhook('soc', receiver.url)])
      enqueue('a1')
      dispatcher.wake()
      await journal.untilCount(2)
      t.same(journal.entries, [`soc failed ${reason}`, `soc dead ${cause}`])
      const [letter] = deliveries.list({ limit: 10, state: 'dead' }).items
      t.match(letter, {
        id: 'msg_1',
        lastError: `${cause}: ${reason} (answered ${code})`,
        lastAnswer: 'because',
        nextAttemptAt: null,
      })
      receiver.answer = status(204)
      t.equal(dispatcher.retryDelivery('msg_1'), 'requeued')
      await journal.untilCount(3)
      t.same(webhookIds(receiver), ['msg_1', 'msg_1'])
      t.equal(dispatcher.retryDelivery('msg_1'), 'not dead')
    })
  }
})

t.test('gives up after three days', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(500)
  const { dispatcher, enqueue, journal, clock, deliveries } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  enqueue('a1')
  dispatcher.wake()
  await journal.untilCount(1)
  clock.jump(72 * HOUR)
  clock.advance(60_000)
  await journal.untilCount(3)
  t.same(journal.entries.slice(1), ['soc failed serverError', 'soc dead expired'])
  t.equal(deliveries.list({ limit: 1, state: 'dead' }).items.length, 1)
})

t.test('a webhook that hangs delays no other', async (t) => {
  const [slow, fast] = [await startReceiver(t), await startReceiver(t)]
  slow.answer = hang
  const { dispatcher, enqueue, journal } = startDispatcher(t, [testWebhook('slow', slow.url), testWebhook('fast', fast.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.untilCount(20)
  t.ok(journal.entries.every((entry) => entry === 'fast delivered'))
  t.equal(fast.requests.entries.length, 20)
  t.equal(slow.requests.entries.length, 4, 'the slow one has no more than four at a time')
})

t.test('within a group the order holds, through failures', async (t) => {
  const receiver = await startReceiver(t)
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (const id of ['a1', 'a2', 'a3']) enqueue(id, 'group')
  enqueue('b1')
  receiver.answer = (response) => {
    const failing = alertIds(receiver).at(-1) === 'a1'
    status(failing ? 500 : 204)(response, response.req)
  }
  dispatcher.wake()
  await journal.untilCount(2)
  t.same([...journal.entries].sort(), ['soc delivered', 'soc failed serverError'])
  receiver.answer = status(204)
  clock.advance(1000)
  await journal.untilCount(5)
  t.same(
    alertIds(receiver).filter((id) => id !== 'b1'),
    ['a1', 'a1', 'a2', 'a3'],
  )
})

t.test('goes on where the last process was', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = hang
  const file = `${t.testdir({})}/cefwatch.db`
  const webhooks = [testWebhook('soc', receiver.url)]
  const before = startDispatcher(t, webhooks, file)
  before.enqueue('a1')
  before.enqueue('a2')
  before.dispatcher.wake()
  await receiver.requests.untilCount(2)
  await before.dispatcher.close(AbortSignal.abort())
  t.same(before.journal.entries, [], 'an attempt that was cut off is none')
  receiver.answer = status(204)
  const after = startDispatcher(t, webhooks, file)
  after.dispatcher.wake()
  await after.journal.untilCount(2)
  t.same(webhookIds(receiver).toSorted(), ['msg_1', 'msg_1', 'msg_2', 'msg_2'])
})

t.test('closing waits for the attempts on their way, and begins no other', async (t) => {
  const receiver = await startReceiver(t)
  const answers: (() => void)[] = []
  receiver.answer = (response) => answers.push(() => response.writeHead(204).end())
  const { dispatcher, enqueue, journal, deliveries } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 6; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await receiver.requests.untilCount(4)
  const closed = dispatcher.close(new AbortController().signal)
  for (const answer of answers) answer()
  await closed
  t.same(journal.entries, Array(4).fill('soc delivered'))
  t.equal(deliveries.list({ limit: 10, state: 'pending' }).items.length, 2)
})

t.test('while the store cannot be written, nothing is sent twice', async (t) => {
  const receiver = await startReceiver(t)
  const opened = startDispatcher(t, [testWebhook('soc', receiver.url)])
  const { dispatcher, enqueue, journal, clock, file, events, deliveries } = opened
  for (let index = 1; index <= 8; index++) enqueue(`a${index}`)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  dispatcher.wake()
  await events.untilCount(4)
  clock.advance(3000)
  t.equal(receiver.requests.entries.length, 4)
  t.same(journal.entries, [])
  other.exec('ROLLBACK')
  clock.advance(1000)
  await journal.untilCount(8)
  t.equal(receiver.requests.entries.length, 8)
  t.equal(deliveries.list({ limit: 10, state: 'delivered' }).items.length, 8)
})

t.test('a test goes out at once, past a queue that waits, is not stored, and shows that the receiver is back', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(410)
  const { dispatcher, enqueue, journal, deliveries } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 6; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.until((entries) => entries.includes('soc disabled') && receiver.requests.entries.length === 4)
  const probe = {
    ...{ id: 'msg_test', webhook: 'soc', groupKey: 'test', contentType: 'application/json', body: '{"test":true}' },
    ...{ attempts: 0, firstAttemptAt: null },
  }
  t.match(await dispatcher.test(probe), { delivered: false, outcome: { kind: 'answered', status: 410 } })
  t.match(dispatcher.stateOf('soc'), { kind: 'disabled' })
  receiver.answer = status(200, {}, 'fine')
  t.match(await dispatcher.test(probe), { delivered: true, outcome: { kind: 'answered', status: 200, answer: 'fine' } })
  await journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length === 6)
  t.same(dispatcher.stateOf('soc'), { kind: 'up' })
  t.equal(receiver.requests.entries.filter(({ body }) => body === probe.body).length, 2)
  t.equal(deliveries.list({ limit: 20 }).items.length, 6)
  t.equal(await dispatcher.test({ ...probe, webhook: 'none' }), null)
})

t.test('a test that succeeds closes an open circuit', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(500)
  const { dispatcher, enqueue, journal } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.until((entries) => entries.filter((entry) => entry.startsWith('soc failed')).length === 8)
  receiver.answer = status(204)
  const probe = { id: 'msg_test', webhook: 'soc', groupKey: '', contentType: '', body: '', attempts: 0, firstAttemptAt: null }
  t.match(await dispatcher.test(probe), { delivered: true })
  await journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length === 12)
  t.equal(journal.entries.filter((entry) => entry === 'soc circuit closed').length, 1)
})

t.test('what is on its way cannot be dropped, the rest can, and what is behind it goes out', async (t) => {
  const receiver = await startReceiver(t)
  const answers: (() => void)[] = []
  receiver.answer = (response) => answers.push(() => response.writeHead(204).end())
  const { dispatcher, enqueue, journal } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (const id of ['a1', 'a2', 'a3']) enqueue(id, 'group')
  dispatcher.wake()
  await receiver.requests.untilCount(1)
  t.equal(dispatcher.dropDelivery('msg_1'), 'on its way')
  t.equal(dispatcher.dropDelivery('msg_2'), 'dropped')
  t.equal(dispatcher.dropDelivery('msg_2'), 'not found')
  receiver.answer = status(204)
  for (const answer of answers) answer()
  await journal.untilCount(3)
  t.same(journal.entries, ['soc dropped', 'soc delivered', 'soc delivered'])
  t.same(webhookIds(receiver), ['msg_1', 'msg_3'])
  t.equal(dispatcher.dropDelivery('msg_3'), 'delivered')
})

t.test('deliveries of a webhook that is no longer configured can be dropped, not sent', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(400)
  const file = `${t.testdir({})}/cefwatch.db`
  const before = startDispatcher(t, [testWebhook('old', receiver.url)], file)
  before.enqueue('a1')
  before.dispatcher.wake()
  await before.journal.untilCount(2)
  const { dispatcher, journal } = startDispatcher(t, [testWebhook('soc', receiver.url)], file)
  t.equal(dispatcher.retryDelivery('msg_1'), 'not configured')
  t.equal(dispatcher.dropDelivery('msg_1'), 'dropped')
  t.same(journal.entries, ['old dropped'])
})
