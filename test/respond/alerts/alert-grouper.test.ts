import t, { type Test } from 'tap'
import type { Match } from '../../../src/detect/match.ts'
import type { Grouping } from '../../../src/respond/alerts/grouping.ts'
import type { Notification } from '../../../src/respond/alerts/notification.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'
import { createTestGrouper, MINUTE_MS } from '../test-grouper.ts'

const WINDOW_MS = 5 * MINUTE_MS

/** Times are milliseconds from SAMPLE_TIME on. */
function setUp(t: Test, grouping: Partial<Grouping> = {}) {
  const { store, alerts } = openTestStore(t)
  const told: Notification[] = []
  let made = 0
  const grouper = createTestGrouper(
    { store, alerts },
    { grouping, alertOf: (match) => sampleAlert(`a${++made}`, match), notify: (notification) => told.push(notification) },
  )
  const record = (at = 0, changes: Partial<Match> = {}): string => {
    const match = sampleMatch({ receivedAt: SAMPLE_TIME + at, ...changes })
    return store.transaction(() => grouper.record(match, match.receivedAt).map(({ as }) => as)).join(' ')
  }
  const look = (at: number, limit = 100): void => void store.transaction(() => grouper.endWindows(SAMPLE_TIME + at, limit))
  /** As the recorder does: whenever something is due. */
  const run = (until: number): void => {
    for (let at = grouper.nextEnd(); at !== null && at <= SAMPLE_TIME + until; at = grouper.nextEnd()) look(at - SAMPLE_TIME)
  }
  const messages = (): readonly string[] => told.map(({ type, alert, end }) => `${type} ${alert.id} ${alert.count} ${end}`)
  return { alerts, grouper, told, record, look, run, messages }
}

t.test('the first match at once, what follows once a window, and the end', (t) => {
  const { told, grouper, record, look, messages } = setUp(t)
  t.equal(record(), 'created')
  t.equal(record(10_000), 'grouped')
  t.equal(record(20_000), 'grouped')
  look(WINDOW_MS - 1)
  t.same(messages(), ['alert.created a1 1 none'])
  look(WINDOW_MS)
  t.same(messages().slice(1), ['alert.updated a1 3 none'])
  look(WINDOW_MS + 20_000 - 1)
  t.equal(messages().length, 2)
  look(WINDOW_MS + 20_000)
  t.same(messages().slice(2), ['alert.updated a1 3 quiet'], 'a window without a match')
  const [created, updated] = told
  t.equal(created?.timestamp, new Date(SAMPLE_TIME + 1).toISOString(), 'when it was detected')
  t.equal(updated?.timestamp, new Date(SAMPLE_TIME + WINDOW_MS).toISOString(), 'when the window ended')
  t.equal(updated?.alert.lastSeen, new Date(SAMPLE_TIME + 20_000).toISOString())
  t.equal(updated?.alert.firstSeen, new Date(SAMPLE_TIME).toISOString())
  t.equal(new Set(told.map(({ groupKey }) => groupKey)).size, 1)
  t.equal(grouper.nextEnd(), null, 'nothing is left open')
  t.end()
})

t.test('a host that beacons for a day and more is one alert a day', (t) => {
  const { alerts, record, run, messages } = setUp(t)
  const EVERY_MS = 4 * MINUTE_MS
  const BEACONS = (30 * 60 * MINUTE_MS) / EVERY_MS
  for (let beacon = 0; beacon < BEACONS; beacon++) {
    run(beacon * EVERY_MS)
    record(beacon * EVERY_MS)
  }
  run(32 * 60 * MINUTE_MS)
  const created = messages().filter((message) => message.startsWith('alert.created'))
  t.same(created, ['alert.created a1 1 none', 'alert.created a2 1 none'])
  const total = ['a1', 'a2'].reduce((sum, id) => sum + (alerts.get(id)?.alert.count ?? 0), 0)
  t.equal(total, BEACONS)
  t.equal(messages().filter((message) => !message.endsWith('none')).length, 2, 'each ends once')
  t.equal(messages().filter((message) => /updated a1 \d+ none/.test(message)).length, (24 * 60) / 5 - 1, 'one update a window')
  t.ok(
    messages().includes(`alert.updated a1 ${(24 * 60) / 4} with news`),
    'the last match before the longest duration is in the last',
  )
  t.end()
})

t.test('a window in which the count has not changed tells nothing', (t) => {
  const { record, run, messages } = setUp(t, { closeAfterMs: 60 * MINUTE_MS })
  record()
  record(1000)
  run(40 * MINUTE_MS)
  t.same(messages(), ['alert.created a1 1 none', 'alert.updated a1 2 none'])
  record(41 * MINUTE_MS)
  run(46 * MINUTE_MS)
  t.same(messages().slice(2), ['alert.updated a1 3 none'], 'a suppression window: no alert of its own')
  run(200 * MINUTE_MS)
  t.same(messages().slice(3), ['alert.updated a1 3 quiet'])
  t.end()
})

t.test('a group that closes sooner than its window ends with its news', (t) => {
  const { record, run, messages } = setUp(t, { closeAfterMs: MINUTE_MS })
  record()
  record(30_000)
  run(90_000)
  t.same(messages(), ['alert.created a1 1 none', 'alert.updated a1 2 with news'])
  t.end()
})

t.test('a single match ends quietly', (t) => {
  const { record, run, messages } = setUp(t)
  record()
  run(WINDOW_MS)
  t.same(messages(), ['alert.created a1 1 none', 'alert.updated a1 1 quiet'])
  t.end()
})

t.test('a match after the end closes the group first, and begins another', (t) => {
  const { record, messages } = setUp(t)
  record()
  record(1)
  t.equal(record(WINDOW_MS + 1), 'updated created')
  t.same(messages(), ['alert.created a1 1 none', 'alert.updated a1 2 with news', 'alert.created a2 1 none'])
  t.end()
})

t.test('a clock set back by an hour swallows nothing, and leaves no group for an hour', (t) => {
  const HOUR_MS = 60 * MINUTE_MS
  const matched = setUp(t)
  matched.record()
  t.equal(matched.record(-HOUR_MS), 'updated created')
  t.same(matched.messages(), ['alert.created a1 1 none', 'alert.updated a1 1 quiet', 'alert.created a2 1 none'])

  const quiet = setUp(t)
  quiet.record()
  quiet.record(1)
  quiet.look(-HOUR_MS)
  t.same(quiet.messages(), ['alert.created a1 1 none', 'alert.updated a1 2 with news'])
  t.end()
})

t.test('matches out of order by as much as workers differ are one group, and latest stays the latest', (t) => {
  const { alerts, record, run, messages } = setUp(t)
  record(1000)
  t.equal(record(980), 'grouped')
  t.equal(record(0), 'grouped')
  t.equal(alerts.get('a1')?.alert.lastSeen, new Date(SAMPLE_TIME + 1000).toISOString())
  run(1000 + WINDOW_MS)
  t.same(messages(), ['alert.created a1 1 none', 'alert.updated a1 3 with news'])
  t.end()
})

t.test('an excluded match is kept, and never told', (t) => {
  const { alerts, record, run, messages } = setUp(t)
  t.equal(record(0, { exclusion: 'patching' }), 'suppressed')
  t.equal(record(0, { exclusion: 'patching' }), 'grouped')
  t.equal(record(), 'created', 'the same without the exclusion is delivered')
  run(2 * WINDOW_MS)
  t.same(messages(), ['alert.created a2 1 none', 'alert.updated a2 1 quiet'])
  t.match(alerts.get('a1'), { status: 'suppressed', exclusion: 'patching', alert: { count: 2 } })
  t.end()
})

t.test('many windows end in steps', (t) => {
  const { record, look, messages } = setUp(t)
  for (let host = 1; host <= 5; host++) record(0, { row: { SourceIP: `192.0.2.${host}` } })
  look(WINDOW_MS, 3)
  t.equal(messages().length, 5 + 3)
  look(WINDOW_MS, 3)
  t.equal(messages().length, 5 + 5)
  t.end()
})

t.test('a process that was down for an hour tells the count once', (t) => {
  const { record, look, messages } = setUp(t, { closeAfterMs: 120 * MINUTE_MS })
  record()
  record(1)
  look(61 * MINUTE_MS)
  look(61 * MINUTE_MS)
  t.same(messages(), ['alert.created a1 1 none', 'alert.updated a1 2 none'])
  t.end()
})
