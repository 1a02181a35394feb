import t, { type Test } from 'tap'
import { FORMATS } from '../../../src/respond/delivery/formats/index.ts'
import type { Format } from '../../../src/respond/delivery/formats/format.ts'
import { hang, reset, startReceiver, status } from '../receiver.ts'
import { startDispatcher } from './start-dispatcher.ts'
import { testWebhook } from './test-webhook.ts'

const MINUTE = 60_000
const DAY = 24 * 3_600_000

/** Gives the format `json` members that it has not, until the test's end. */
function extendJson(t: Test, members: Partial<Format>): void {
  Object.assign(FORMATS.json, members)
  t.teardown(() => {
    for (const key of Object.keys(members)) Reflect.deleteProperty(FORMATS.json, key)
  })
}

t.test('a receiver that is down costs one attempt a probe, whatever waits', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = reset
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 200; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.until((entries) => entries.filter((entry) => entry === 'soc failed network').length === 8)
  t.equal(receiver.requests.entries.length, 8, 'five in a row open the circuit; three more were on their way')
  t.equal(journal.entries.filter((entry) => entry === 'soc circuit open').length, 1)
  t.match(dispatcher.stateOf('soc'), { kind: 'failing', since: clock.now(), problem: 'network (UND_ERR_SOCKET)' })
  dispatcher.wake()
  const probes: readonly number[] = [5000, 10_000, 20_000, 40_000, 60_000, 60_000]
  for (const [index, wait] of probes.entries()) {
    clock.advance(wait - 1)
    dispatcher.wake()
    t.equal(receiver.requests.entries.length, 8 + index, `none for ${wait} ms`)
    clock.advance(1)
    await receiver.requests.untilCount(9 + index)
    await journal.until((entries) => entries.filter((entry) => entry === 'soc failed network').length === 9 + index)
  }
  receiver.answer = status(204)
  clock.advance(MINUTE)
  await journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length >= 180)
  t.equal(journal.entries.filter((entry) => entry === 'soc circuit closed').length, 1)
  t.equal(journal.entries.filter((entry) => entry === 'soc circuit open').length, 1)
  t.same(dispatcher.stateOf('soc'), { kind: 'up' })
})

t.test('a receiver that is down for days loses nothing that was never tried', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(503)
  const { dispatcher, enqueue, journal, clock, deliveries } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.until((entries) => entries.filter((entry) => entry.startsWith('soc failed')).length === 8)
  clock.jump(4 * DAY)
  receiver.answer = status(204)
  clock.advance(5 * MINUTE)
  await journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length === 20)
  t.same(deliveries.list({ state: 'dead', limit: 5 }).items, [])
})

t.test('a clock that is set back does not keep the circuit open', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(500)
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.until((entries) => entries.includes('soc circuit open') && entries.length === 9)
  clock.jump(-1000)
  enqueue('new')
  clock.jump(1000 - 3_600_000)
  enqueue('newer')
  receiver.answer = status(204)
  clock.advance(5000)
  await journal.until((entries) => entries.includes('soc circuit closed') && entries.includes('soc delivered'))
  t.pass()
})

t.test('what is refused does not open the circuit: the receiver answers', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(400)
  const { dispatcher, enqueue, journal } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 12; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.untilCount(24)
  t.notOk(journal.entries.includes('soc circuit open'))
})

t.test('410 disables a webhook; all that waits for it is kept until it is enabled', async (t) => {
  const [gone, other] = [await startReceiver(t), await startReceiver(t)]
  gone.answer = status(410, {}, 'moved away')
  const webhooks = [testWebhook('soc', gone.url), testWebhook('other', other.url)]
  const { dispatcher, enqueue, journal, clock, deliveries } = startDispatcher(t, webhooks)
  for (let index = 1; index <= 10; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.until((entries) => entries.filter((entry) => entry === 'soc failed clientError').length === 4)
  await journal.until((entries) => entries.filter((entry) => entry === 'other delivered').length === 10)
  clock.advance(DAY)
  enqueue('later')
  dispatcher.wake()
  await journal.until((entries) => entries.filter((entry) => entry === 'other delivered').length === 11)
  t.equal(gone.requests.entries.length, 4, 'those that were on their way, and no other')
  t.equal(journal.entries.filter((entry) => entry === 'soc disabled').length, 1)
  t.match(dispatcher.stateOf('soc'), { kind: 'disabled', problem: 'gone: clientError (answered 410)' })
  t.equal(deliveries.list({ webhook: 'soc', state: 'pending', limit: 20 }).items.length, 11)
  const tried = deliveries.list({ webhook: 'soc', limit: 20 }).items.filter(({ attempts }) => attempts > 0)
  t.ok(
    tried.every(({ lastError, lastAnswer }) => lastError === 'gone: clientError (answered 410)' && lastAnswer === 'moved away'),
  )

  gone.answer = status(204)
  t.equal(dispatcher.enable('soc'), true)
  await journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length === 11)
  t.equal(journal.entries.filter((entry) => entry === 'soc enabled').length, 1)
  t.same(dispatcher.stateOf('soc'), { kind: 'up' })
  t.equal(dispatcher.enable('none'), false)
})

t.test('a receiver that asks for peace gets it for all deliveries', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(429, { 'retry-after': '120' })
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await journal.untilCount(4)
  enqueue('new')
  dispatcher.wake()
  clock.advance(119_999)
  t.equal(receiver.requests.entries.length, 4)
  receiver.answer = status(204)
  clock.advance(1)
  await journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length === 21)
})

t.test('no more attempts than the rate, of all deliveries together', async (t) => {
  const receiver = await startReceiver(t)
  const webhook = testWebhook('soc', receiver.url, { rateLimit: { count: 3, perMs: MINUTE } })
  const { dispatcher, enqueue, journal, clock } = startDispatcher(t, [webhook, testWebhook('free', receiver.url)])
  for (let index = 1; index <= 10; index++) enqueue(`a${index}`)
  dispatcher.wake()
  const delivered = (count: number) =>
    journal.until((entries) => entries.filter((entry) => entry === 'soc delivered').length === count)
  await delivered(3)
  await journal.until((entries) => entries.filter((entry) => entry === 'free delivered').length === 10)
  for (const count of [6, 9, 10]) {
    clock.advance(MINUTE - 1)
    dispatcher.wake()
    t.notOk(journal.entries.filter((entry) => entry === 'soc delivered').length >= count, 'not before their time')
    clock.advance(1)
    await delivered(count)
  }
})

t.test('the word of the format on an answer counts', async (t) => {
  extendJson(t, {
    judge: (_, answer) =>
      answer === 'try later' ? 'retry' : answer === 'bad token' ? 'refused' : answer === 'dup' ? 'delivered' : null,
  })
  const receiver = await startReceiver(t)
  const { dispatcher, enqueue, journal, deliveries, clock } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  receiver.answer = status(200, {}, 'try later')
  enqueue('a1')
  dispatcher.wake()
  await journal.untilCount(1)
  t.match(deliveries.list({ limit: 1 }).items[0], {
    state: 'pending',
    lastError: 'other (answered 200)',
    lastAnswer: 'try later',
  })
  receiver.answer = status(200, {}, 'bad token')
  clock.advance(1000)
  await journal.untilCount(3)
  t.match(deliveries.list({ limit: 1 }).items[0], {
    state: 'dead',
    lastError: 'refused: other (answered 200)',
    lastAnswer: 'bad token',
  })
  receiver.answer = status(409, {}, 'dup')
  dispatcher.retryDelivery('msg_1')
  await journal.untilCount(4)
  t.same(journal.entries, ['soc failed other', 'soc failed other', 'soc dead refused', 'soc delivered'])
})

t.test('a format that cannot make its request says why, and the delivery waits', async (t) => {
  const receiver = await startReceiver(t)
  extendJson(t, { prepare: () => Promise.reject(new Error('no token: QUERYSECRET is not known')) })
  const { dispatcher, enqueue, journal, deliveries } = startDispatcher(t, [testWebhook('soc', `${receiver.url}?key=QUERYSECRET`)])
  enqueue('a1')
  dispatcher.wake()
  await journal.untilCount(1)
  t.match(deliveries.list({ limit: 1 }).items[0], { state: 'pending', lastError: 'other (no token: <redacted> is not known)' })
})

t.test('closing says nothing of the receiver', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = (response, request) => (receiver.requests.entries.length <= 4 ? status(500) : hang)(response, request)
  const { dispatcher, enqueue, journal } = startDispatcher(t, [testWebhook('soc', receiver.url)])
  for (let index = 1; index <= 20; index++) enqueue(`a${index}`)
  dispatcher.wake()
  await receiver.requests.untilCount(8)
  await journal.untilCount(4)
  await dispatcher.close(AbortSignal.abort())
  t.same(journal.entries, Array(4).fill('soc failed serverError'))
})
