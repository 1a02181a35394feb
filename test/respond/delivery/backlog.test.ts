import t from 'tap'
import type { Store } from '../../../src/respond/alerts/store.ts'
import { DeliveryStore } from '../../../src/respond/delivery/delivery-store.ts'
import { Dispatcher } from '../../../src/respond/delivery/dispatcher.ts'
import type { DueDelivery } from '../../../src/respond/delivery/delivery.ts'
import { Journal } from '../journal.ts'
import { ManualClock } from '../manual-clock.ts'
import { openTestStore } from '../open-test-store.ts'
import { startReceiver, status } from '../receiver.ts'
import { sampleAlert } from '../samples.ts'
import { insertBacklog } from './insert-backlog.ts'
import { silentEvents } from './silent-events.ts'
import { testWebhook } from './test-webhook.ts'

const COUNT = 200_000
const NOW = Date.UTC(2026, 10, 24, 9, 0, 0)

/** A store that remembers what was prepared. */
function remembering(store: Store, statements: Set<string>): Store {
  return new Proxy(store, {
    get: (target, key) => {
      if (key === 'prepare') {
        return (sql: string) => {
          statements.add(sql)
          return target.prepare(sql)
        }
      }
      const member: unknown = Reflect.get(target, key, target)
      return typeof member === 'function' ? (member.bind(target) as unknown) : member
    },
  })
}

t.test('a large backlog costs neither memory nor a search', async (t) => {
  const { store, alerts } = openTestStore(t)
  store.transaction(() => alerts.insert(sampleAlert('a1'), null))
  insertBacklog(store, 'a1', COUNT, NOW)

  await t.test('every statement finds its rows by an index', (t) => {
    const statements = new Set<string>()
    const deliveries = new DeliveryStore(remembering(store, statements))
    for (const state of [undefined, 'pending', 'dead'] as const) {
      for (const webhook of [undefined, 'soc']) {
        for (const before of [undefined, 'msg_5']) deliveries.list({ limit: 2, state, webhook, before })
      }
    }
    t.ok(statements.size >= 15)
    for (const sql of statements) {
      const plan = store.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { readonly detail: string }[]
      // A list of everything goes through the table from its end, and stops at its limit; counts are made of an index alone.
      const searches = plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN '))
      const isListOfAll = !/WHERE (state|webhook)/.test(sql) && /ORDER BY seq DESC LIMIT/.test(sql)
      const isCount = /GROUP BY webhook, state/.test(sql)
      const allowed =
        isListOfAll || isCount ? /^SCAN (deliveries|counted|deliveries USING COVERING INDEX \w+)$/ : /^SCAN CONSTANT ROW$/
      t.same(
        searches.filter((detail) => !allowed.test(detail)),
        [],
        sql.replace(/\s+/g, ' ').slice(0, 100),
      )
      t.notOk(
        plan.some(({ detail }) => detail.includes('TEMP B-TREE')),
        'and in their order',
      )
    }
    t.end()
  })

  await t.test('only those on their way are in memory', async (t) => {
    const held: number[] = []
    class WatchedStore extends DeliveryStore {
      override due(webhook: string, now: number, limit: number): readonly DueDelivery[] {
        const due = super.due(webhook, now, limit)
        held.push(due.length)
        return due
      }
    }
    const deliveries = new WatchedStore(store)
    const receiver = await startReceiver(t)
    receiver.answer = status(204)
    const done = new Journal<string>()
    const events = { ...silentEvents, delivered: done.add }
    const clock = new ManualClock(NOW + COUNT)
    const dispatcher = new Dispatcher([testWebhook('soc', receiver.url)], { deliveries, clock, random: () => 1, events })
    dispatcher.wake()
    await done.untilCount(200)
    await dispatcher.close(new AbortController().signal)
    t.ok(held.length >= 50)
    t.equal(Math.max(...held), 4)
  })
})

t.test('all dead letters are sent again in steps', async (t) => {
  const { store, alerts, deliveries } = openTestStore(t)
  store.transaction(() => alerts.insert(sampleAlert('a1'), null))
  insertBacklog(store, 'a1', 50_000, NOW)
  const events = silentEvents
  const dispatcher = new Dispatcher([testWebhook('soc', 'http://127.0.0.1:9/')], {
    ...{ deliveries, clock: new ManualClock(NOW - 1), random: () => 1, events },
  })
  t.teardown(() => dispatcher.close(AbortSignal.abort()))
  let turns = 0
  const ticking = setInterval(() => turns++, 0)
  t.equal(await dispatcher.retryAll('soc'), 5000)
  clearInterval(ticking)
  t.ok(turns >= 2, 'and leaves room for others in between')
  t.equal(await dispatcher.retryAll(null), 0)
  t.equal(await dispatcher.retryAll('none'), 'not configured')
  t.same(
    deliveries.counts().filter(({ state }) => state === 'dead'),
    [],
  )
})
