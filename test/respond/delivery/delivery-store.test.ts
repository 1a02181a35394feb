import t, { type Test } from 'tap'
import type { DueDelivery } from '../../../src/respond/delivery/delivery.ts'
import type { NewDelivery, Settlement } from '../../../src/respond/delivery/delivery-store.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert } from '../samples.ts'

const NOW = 1_000_000
const HOUR = 3_600_000

function setUp(t: Test) {
  const opened = openTestStore(t)
  const { store, alerts, deliveries } = opened
  store.transaction(() => alerts.insert(sampleAlert('a1'), null))
  const insert = (id: string, changes: Partial<NewDelivery> = {}): void => {
    const delivery = { id, alertId: 'a1', type: 'alert.created', webhook: 'soc', groupKey: id, body: `body of ${id}` }
    store.transaction(() => deliveries.insert({ ...delivery, contentType: 'application/json', createdAt: NOW, ...changes }))
  }
  const due = (now = NOW, webhook = 'soc'): string => ids(deliveries.due(webhook, now, 100))
  const settle = (id: string, changes: Partial<Settlement>, now = NOW): void => {
    const delivery = deliveries.due('soc', Infinity, 100).find((one) => one.id === id)
    if (delivery === undefined) throw new Error(`${id} is not due`)
    const settlement = {
      delivery,
      state: 'delivered',
      firstAttemptAt: now,
      nextAttemptAt: null,
      error: null,
      answer: null,
    } as const
    deliveries.settle([{ ...settlement, ...changes }], now)
  }
  return { ...opened, insert, due, settle }
}

function ids(deliveries: readonly DueDelivery[]): string {
  return deliveries.map(({ id }) => id).join(' ')
}

t.test('hands out what is due, the longest due first', (t) => {
  const { insert, due, deliveries } = setUp(t)
  insert('second', { createdAt: NOW })
  insert('first', { createdAt: NOW - 5 })
  insert('later', { createdAt: NOW + 5 })
  insert('other', { webhook: 'other' })
  t.equal(due(), 'first second')
  t.equal(due(NOW, 'other'), 'other')
  t.equal(ids(deliveries.due('soc', NOW, 1)), 'first')
  t.equal(deliveries.nextDue('soc', NOW), NOW + 5)
  t.equal(deliveries.nextDue('other', NOW), null)
  t.match(deliveries.due('soc', NOW, 1)[0], {
    body: 'body of first',
    contentType: 'application/json',
    attempts: 0,
    firstAttemptAt: null,
  })
  t.end()
})

t.test('within a group and webhook one goes after the other', (t) => {
  const { insert, due, settle } = setUp(t)
  for (const id of ['g1', 'g2', 'g3']) insert(id, { groupKey: 'g' })
  insert('elsewhere', { groupKey: 'g', webhook: 'other' })
  insert('h1', { groupKey: 'h' })
  t.equal(due(), 'g1 h1')
  t.equal(due(NOW, 'other'), 'elsewhere')
  settle('g1', { state: 'pending', nextAttemptAt: NOW + 50 })
  t.equal(due(), 'h1', 'a retry still holds up its group')
  t.equal(due(NOW + 50), 'h1 g1')
  settle('g1', { state: 'dead' })
  t.equal(due(), 'g2 h1', 'a dead letter does not')
  settle('g2', { state: 'delivered' })
  t.equal(due(), 'g3 h1')
  settle('g3', { state: 'delivered' })
  insert('g4', { groupKey: 'g' })
  t.equal(due(), 'h1 g4')
  t.end()
})

t.test('the wait behind an earlier delivery counts towards the age', (t) => {
  const { insert, settle, deliveries } = setUp(t)
  const firstAttemptOf = (id: string) => deliveries.due('soc', Infinity, 100).find((one) => one.id === id)?.firstAttemptAt
  insert('early', { groupKey: 'g' })
  insert('late', { groupKey: 'g', createdAt: NOW + HOUR })
  settle('early', { state: 'dead', firstAttemptAt: NOW + 5 }, NOW + 72 * HOUR)
  t.equal(firstAttemptOf('late'), NOW + HOUR, 'from its own beginning')
  insert('next', { groupKey: 'g', createdAt: NOW })
  settle('late', { state: 'dead', firstAttemptAt: NOW + HOUR }, NOW + 73 * HOUR)
  t.equal(firstAttemptOf('next'), NOW + HOUR, 'or from when the earlier one was first tried: before, nobody tried')
  t.end()
})

t.test('keeps what an attempt brought', (t) => {
  const { insert, settle, deliveries } = setUp(t)
  insert('d1')
  const retry = { state: 'pending', nextAttemptAt: NOW + 2000, error: 'serverError (answered 503)', answer: 'busy' } as const
  settle('d1', { ...retry, firstAttemptAt: NOW + 1 }, NOW + 10)
  const [stored] = deliveries.list({ limit: 1 }).items
  t.same(stored, {
    id: 'd1',
    alertId: 'a1',
    type: 'alert.created',
    webhook: 'soc',
    state: 'pending',
    attempts: 1,
    createdAt: new Date(NOW).toISOString(),
    nextAttemptAt: new Date(NOW + 2000).toISOString(),
    lastError: 'serverError (answered 503)',
    lastAnswer: 'busy',
  })
  t.match(deliveries.due('soc', NOW + 2000, 1)[0], { id: 'd1', attempts: 1, firstAttemptAt: NOW + 1 })
  t.end()
})

t.test('a dead letter can be sent again, as new', (t) => {
  const { insert, due, settle, deliveries } = setUp(t)
  insert('d1')
  settle('d1', { state: 'dead' })
  t.equal(due(), '')
  t.equal(deliveries.requeue('d1', NOW + 9), 'requeued')
  t.match(deliveries.due('soc', NOW + 9, 1)[0], { id: 'd1', attempts: 0, firstAttemptAt: null })
  t.equal(deliveries.requeue('d1', NOW), 'not dead')
  t.equal(deliveries.requeue('none', NOW), 'not found')
  t.end()
})

t.test('a dead letter sent again holds its group in order as far as it can', (t) => {
  const { insert, due, settle, deliveries } = setUp(t)
  for (const id of ['g1', 'g2', 'g3']) insert(id, { groupKey: 'g' })
  settle('g1', { state: 'dead' })
  deliveries.requeue('g1', NOW)
  t.equal(due(), 'g1 g2', 'g2 may be on its way already')
  settle('g1', { state: 'pending', nextAttemptAt: NOW + 50 })
  settle('g2', { state: 'delivered' })
  t.equal(due(), '', 'g3 waits for both, and g1 for its time')
  t.equal(due(NOW + 50), 'g1')
  settle('g1', { state: 'delivered' })
  t.equal(due(), 'g3')
  t.end()
})

t.test('dead letters sent again together go one after the other within their group', (t) => {
  const { insert, due, settle, deliveries } = setUp(t)
  for (const id of ['g1', 'g2', 'g3', 'h1']) insert(id, { groupKey: id[0] ?? '' })
  insert('other', { webhook: 'other' })
  for (const id of ['g1', 'g2', 'g3', 'h1']) settle(id, { state: 'dead' })
  const first = deliveries.requeueDead('soc', 0, 3, NOW)
  t.equal(first.count, 3)
  t.equal(due(), 'g1')
  settle('g1', { state: 'dead' })
  t.equal(due(), 'g2', 'each gives its turn to the next, delivered or not')
  const second = deliveries.requeueDead('soc', first.last, 3, NOW)
  t.equal(second.count, 1, 'one that died again meanwhile is not taken twice')
  t.equal(due(), 'g2 h1')
  t.same(deliveries.requeueDead('soc', second.last, 3, NOW), { count: 0, last: second.last })
  t.end()
})

t.test('one that is dropped is gone, and the next of its group has its turn', (t) => {
  const { insert, due, settle, deliveries, alerts } = setUp(t)
  for (const id of ['g1', 'g2', 'g3', 'g4']) insert(id, { groupKey: 'g' })
  t.equal(deliveries.drop('g2', NOW), 'dropped')
  t.equal(due(), 'g1', 'from the middle')
  t.equal(deliveries.drop('g1', NOW), 'dropped')
  t.equal(due(), 'g3', 'from the front')
  settle('g3', { state: 'dead' })
  t.equal(deliveries.drop('g3', NOW), 'dropped')
  t.equal(due(), 'g4', 'a dead letter')
  settle('g4', { state: 'delivered' })
  t.equal(deliveries.drop('g4', NOW), 'delivered')
  t.equal(deliveries.drop('g3', NOW), 'not found')
  t.same(
    deliveries.list({ limit: 9 }).items.map(({ id }) => id),
    ['g4'],
  )
  t.not(alerts.get('a1'), null, 'its alert stays')
  t.end()
})

t.test('shows one with what is sent', (t) => {
  const { insert, deliveries } = setUp(t)
  insert('d1')
  t.match(deliveries.get('d1'), { id: 'd1', state: 'pending', contentType: 'application/json', body: 'body of d1' })
  t.equal(deliveries.get('none'), null)
  t.end()
})

t.test('lists and counts by webhook and state', (t) => {
  const { insert, settle, deliveries } = setUp(t)
  for (const id of ['d1', 'd2', 'd3', 'd4']) insert(id, { createdAt: NOW + Number(id[1]) })
  insert('other', { webhook: 'other' })
  settle('d2', { state: 'dead' })
  settle('d3', { state: 'dead' })
  settle('d4', { state: 'delivered' })
  const listed = (filter: object): string =>
    deliveries
      .list({ limit: 10, ...filter })
      .items.map(({ id }) => id)
      .join(' ')
  t.equal(listed({}), 'other d4 d3 d2 d1')
  t.equal(listed({ state: 'dead' }), 'd3 d2')
  t.equal(listed({ state: 'pending' }), 'other d1')
  t.equal(listed({ state: 'pending', webhook: 'soc' }), 'd1')
  t.equal(listed({ before: 'd3' }), 'd2 d1')
  t.equal(deliveries.list({ limit: 1, state: 'dead' }).next, 'd3')
  const counts = deliveries
    .counts()
    .map(({ webhook, state, count, oldestAt }) => `${webhook} ${state} ${count} ${oldestAt - NOW}`)
  t.same(counts.sort(), ['other pending 1 0', 'soc dead 2 2', 'soc delivered 1 4', 'soc pending 1 1'])
  t.end()
})

t.test('an alert and its deliveries come together or not at all', (t) => {
  const { store, alerts, deliveries } = setUp(t)
  const delivery = {
    id: 'd1',
    alertId: 'missing',
    type: 'alert.created',
    webhook: 'soc',
    groupKey: 'g',
    contentType: '',
    body: '',
  }
  const write = (): void =>
    store.transaction(() => {
      alerts.insert(sampleAlert('a2'), null)
      deliveries.insert({ ...delivery, createdAt: NOW })
    })
  t.throws(write, /FOREIGN KEY/)
  t.equal(alerts.get('a2'), null)
  t.end()
})
