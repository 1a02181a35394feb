import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import { Retention, type RetentionLimits } from '../../../src/respond/alerts/retention.ts'
import type { DeliveryState } from '../../../src/respond/delivery/delivery.ts'
import { ManualClock } from '../manual-clock.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'

const DAY_MS = 86_400_000

function setUp(t: Test, limits: Partial<RetentionLimits>) {
  const opened = openTestStore(t)
  const { store, alerts, deliveries } = opened
  const clock = new ManualClock(SAMPLE_TIME)
  const removed = { age: 0, size: 0 }
  const looks: boolean[] = []
  const retention = new Retention({
    store,
    clock,
    limits: { ageMs: 90 * DAY_MS, sizeBytes: 0, ...limits },
    events: {
      alertsRemoved: (count, reason) => (removed[reason] += count),
      retentionDone: (_, isOverLimit) => looks.push(isOverLimit),
    },
  })
  t.teardown(() => retention.close())
  const insert = (id: string, ageDays: number, raw = 'raw'): void =>
    alerts.insert(sampleAlert(id, sampleMatch({ raw, receivedAt: SAMPLE_TIME - ageDays * DAY_MS })), null)
  const deliver = (alertId: string, state: DeliveryState, ageDays: number): void => {
    const createdAt = SAMPLE_TIME - ageDays * DAY_MS
    const body = { contentType: 'application/json', body: '{}' }
    deliveries.insert({
      id: `msg_${alertId}_${state}`,
      alertId,
      type: 'alert.created',
      webhook: 'soc',
      groupKey: alertId,
      ...body,
      createdAt,
    })
    store.prepare('UPDATE deliveries SET state = ? WHERE alert_id = ?').run(state, alertId)
  }
  const left = (): string =>
    alerts
      .list({ limit: 1000 })
      .items.map(({ alert }) => alert.id)
      .reverse()
      .join(' ')
  return { ...opened, clock, retention, removed, looks, insert, deliver, left }
}

t.test('removes what is old and settled, with its deliveries, and nothing else', (t) => {
  const { store, alerts, deliveries, clock, retention, removed, insert, deliver, left } = setUp(t, {})
  store.transaction(() => {
    for (const id of ['quiet', 'delivered', 'pending', 'dead', 'fresh-dead', 'open']) insert(id, 91)
    deliver('delivered', 'delivered', 91)
    deliver('pending', 'pending', 91)
    deliver('dead', 'dead', 91)
    deliver('fresh-dead', 'dead', 89)
    const times = { startsAt: 0, lastMatchAt: 0, windowEndsAt: 0, dueAt: 0, toldCount: 1, heldBack: null, arrivedIn: null }
    alerts.openGroup({ key: 'k', alertId: 'open', ...times })
    insert('young', 89)
    deliver('young', 'delivered', 89)
  })
  retention.start()
  clock.advance(0)
  t.equal(left(), 'pending fresh-dead open young')
  t.same(removed, { age: 3, size: 0 })
  const kept = deliveries.list({ limit: 100 }).items.map(({ alertId }) => alertId)
  t.same(kept.sort(), ['fresh-dead', 'pending', 'young'])
  clock.advance(2 * DAY_MS)
  t.equal(left(), 'pending open', 'as time goes on, what ages goes too')
  t.end()
})

t.test('no limit removes nothing', (t) => {
  const { store, clock, retention, insert, left } = setUp(t, { ageMs: 0 })
  store.transaction(() => insert('ancient', 9999))
  retention.start()
  clock.advance(DAY_MS)
  t.equal(left(), 'ancient')
  t.end()
})

t.test('beyond the size the oldest go first, in small steps, and the file shrinks', (t) => {
  const SIZE = 8 * 1024 ** 2
  const { store, clock, retention, removed, looks, insert, left, file } = setUp(t, { sizeBytes: SIZE })
  store.transaction(() => {
    for (let index = 0; index < 2000; index++) insert(`a${index}`, 1, 'x'.repeat(8000))
  })
  const before = store.usedBytes()
  const pages = (): number => Number(new DatabaseSync(file).prepare('PRAGMA page_count').get()?.['page_count'])
  const pagesBefore = pages()
  retention.start()
  clock.advance(0)
  t.ok(removed.size > 0 && removed.size <= 200, 'one step')
  clock.advance(5000)
  t.ok(before > SIZE && store.usedBytes() <= SIZE)
  t.ok(left().endsWith('a1999') && left().startsWith(`a${removed.size} `), 'the oldest')
  t.ok(removed.size < 2000)
  t.ok(pages() < pagesBefore * 0.8, `${pagesBefore} pages before, ${pages()} after`)
  t.same(looks, [false])
  t.end()
})

t.test('says so when what is left is still needed', (t) => {
  const { store, clock, retention, removed, looks, insert, deliver, left } = setUp(t, { sizeBytes: 1024 })
  store.transaction(() => {
    for (let index = 0; index < 300; index++) {
      insert(`a${index}`, 1)
      deliver(`a${index}`, 'pending', 1)
    }
    insert('settled', 1)
  })
  retention.start()
  clock.advance(1000)
  t.same(removed, { age: 0, size: 1 })
  t.equal(left().split(' ').length, 300)
  t.same(looks, [true])
  t.end()
})

t.test('waits for a store that refuses', (t) => {
  const { store, clock, retention, insert, left, events } = setUp(t, {})
  store.transaction(() => insert('old', 91))
  store.prepare('PRAGMA query_only = 1').get()
  retention.start()
  clock.advance(0)
  t.same(events.entries, ['failed'])
  store.prepare('PRAGMA query_only = 0').get()
  clock.advance(600_000)
  t.equal(left(), '')
  t.end()
})
