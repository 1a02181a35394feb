import t, { type Test } from 'tap'
import type { Match } from '../../../src/detect/match.ts'
import { AlertGrouper, type Recorded } from '../../../src/respond/alerts/alert-grouper.ts'
import type { Notification } from '../../../src/respond/alerts/notification.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'

const WINDOW_MS = 300_000

function setUp(t: Test) {
  const { store, alerts } = openTestStore(t)
  const told: Notification[] = []
  let made = 0
  const grouper = new AlertGrouper({
    alerts,
    grouping: { by: null, windowMs: WINDOW_MS },
    alertOf: (match) => sampleAlert(`a${++made}`, match),
    notify: (notification) => told.push(notification),
  })
  const record = (changes: Partial<Match> = {}): Recorded => store.transaction(() => grouper.record(sampleMatch(changes)))
  const endWindows = (now: number, limit = 100): boolean => store.transaction(() => grouper.endWindows(now, limit))
  const messages = (): readonly string[] => told.map(({ type, alert }) => `${type} ${alert.id} ${alert.count}`)
  return { alerts, told, record, endWindows, messages }
}

t.test('the first match at once, the others with the end of the window', (t) => {
  const { alerts, told, record, endWindows, messages } = setUp(t)
  t.equal(record().as, 'created')
  t.equal(record({ receivedAt: SAMPLE_TIME + 10_000 }).as, 'grouped')
  t.equal(record({ receivedAt: SAMPLE_TIME + 20_000 }).as, 'grouped')
  t.same(messages(), ['alert.created a1 1'])
  t.equal(endWindows(SAMPLE_TIME + WINDOW_MS - 1), false)
  t.equal(endWindows(SAMPLE_TIME + WINDOW_MS), true)
  t.same(messages(), ['alert.created a1 1', 'alert.updated a1 3'])
  const [created, updated] = told
  t.equal(created?.timestamp, new Date(SAMPLE_TIME + 1).toISOString(), 'when it was detected')
  t.equal(updated?.timestamp, new Date(SAMPLE_TIME + WINDOW_MS).toISOString(), 'when the window ended')
  t.equal(updated?.alert.lastSeen, new Date(SAMPLE_TIME + 20_000).toISOString())
  t.equal(updated?.alert.firstSeen, new Date(SAMPLE_TIME).toISOString())
  t.equal(updated?.groupKey, created?.groupKey)
  t.equal(alerts.nextGroupEnd(), null, 'nothing is left open')
  t.end()
})

t.test('a single match has no update', (t) => {
  const { record, endWindows, messages } = setUp(t)
  record()
  t.equal(endWindows(SAMPLE_TIME + WINDOW_MS), false)
  t.same(messages(), ['alert.created a1 1'])
  t.end()
})

t.test('a match after the window closes it first, and begins another', (t) => {
  const { record, messages } = setUp(t)
  record()
  record({ receivedAt: SAMPLE_TIME + 1 })
  record({ receivedAt: SAMPLE_TIME + WINDOW_MS })
  t.same(messages(), ['alert.created a1 1', 'alert.updated a1 2', 'alert.created a2 1'])
  t.end()
})

t.test('a clock set back by an hour swallows nothing', (t) => {
  const { record, messages } = setUp(t)
  record()
  record({ receivedAt: SAMPLE_TIME - 3_600_000 })
  t.same(messages(), ['alert.created a1 1', 'alert.created a2 1'])
  t.end()
})

t.test('an excluded match is kept, and never told', (t) => {
  const { alerts, record, endWindows, messages } = setUp(t)
  t.equal(record({ exclusion: 'patching' }).as, 'suppressed')
  t.equal(record({ exclusion: 'patching' }).as, 'grouped')
  t.equal(record().as, 'created', 'the same without the exclusion is delivered')
  t.equal(endWindows(SAMPLE_TIME + WINDOW_MS), false)
  t.same(messages(), ['alert.created a2 1'])
  t.match(alerts.get('a1'), { status: 'suppressed', exclusion: 'patching', alert: { count: 2 } })
  t.end()
})

t.test('many windows end in steps', (t) => {
  const { record, endWindows, messages } = setUp(t)
  for (let host = 1; host <= 5; host++) {
    for (let times = 0; times < 2; times++) record({ row: { SourceIP: `192.0.2.${host}` } })
  }
  endWindows(SAMPLE_TIME + WINDOW_MS, 3)
  t.equal(messages().length, 5 + 3)
  endWindows(SAMPLE_TIME + WINDOW_MS, 3)
  t.equal(messages().length, 5 + 5)
  t.end()
})
