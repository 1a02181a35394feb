import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import type { AlertEvents } from '../../../src/respond/alerts/alert-events.ts'
import { AlertGrouper } from '../../../src/respond/alerts/alert-grouper.ts'
import { AlertRecorder } from '../../../src/respond/alerts/alert-recorder.ts'
import { Journal } from '../journal.ts'
import { ManualClock } from '../manual-clock.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'
import { withTmpfs } from '../with-tmpfs.ts'

const WINDOW_MS = 300_000
const MAX_HELD_BYTES = 2_000_000

function setUp(t: Test, file?: string) {
  const opened = openTestStore(t, file)
  const { store, alerts } = opened
  const clock = new ManualClock(SAMPLE_TIME)
  const journal = new Journal<string>()
  const events: AlertEvents = {
    alertStored: ({ id }, latencyMs) => journal.add(`stored ${id} after ${latencyMs}`),
    matchSuppressed: (_, exclusion) => journal.add(`suppressed by ${exclusion}`),
    matchGrouped: () => journal.add('grouped'),
    matchesDropped: (count) => journal.add(`dropped ${count}`),
  }
  let made = 0
  const grouper = new AlertGrouper({
    alerts,
    grouping: { by: null, windowMs: WINDOW_MS },
    alertOf: (match) => sampleAlert(`a${++made}`, match),
    notify: ({ type }) => told.push(type),
  })
  const told: string[] = []
  const deliveriesReady = (): void => journal.add('deliveries ready')
  const recorder = new AlertRecorder({ store, alerts, grouper, clock, events, deliveriesReady, maxHeldBytes: MAX_HELD_BYTES })
  return { ...opened, clock, journal, told, recorder }
}

/** Matches of as many hosts. */
function matches(count: number, raw = 'raw') {
  return Array.from({ length: count }, (_, host) => sampleMatch({ raw, row: { SourceIP: `192.0.2.${host}` } }))
}

t.test('makes matches durable, then says so', async (t) => {
  const { recorder, journal, alerts, clock } = setUp(t)
  recorder.record([sampleMatch(), sampleMatch(), sampleMatch({ exclusion: 'patching' })])
  t.equal(alerts.get('a1'), null, 'not within the call, which the receive side waits for')
  clock.advance(7)
  await journal.untilCount(4)
  t.same(journal.entries, ['stored a1 after 7', 'grouped', 'suppressed by patching', 'deliveries ready'])
  t.equal(alerts.get('a1')?.alert.count, 2)
})

t.test('a burst in one turn of the event loop is one commit', async (t) => {
  const { recorder, journal, store } = setUp(t)
  let commits = 0
  const transaction = store.transaction.bind(store)
  store.transaction = (work) => {
    commits++
    return transaction(work)
  }
  for (const match of matches(50)) recorder.record([match])
  await journal.until((entries) => entries.includes('deliveries ready'))
  t.equal(commits, 1)
})

t.test('ends a window at its time', async (t) => {
  const { recorder, journal, clock, told } = setUp(t)
  recorder.record([sampleMatch(), sampleMatch()])
  await journal.untilCount(3)
  clock.advance(WINDOW_MS - 1)
  t.same(told, ['alert.created'])
  clock.advance(1)
  t.same(told, ['alert.created', 'alert.updated'])
  t.equal(journal.entries.filter((entry) => entry === 'deliveries ready').length, 2)
})

t.test('a window that ended while the process was down still has its update', async (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  const before = setUp(t, file)
  before.recorder.record([sampleMatch(), sampleMatch()])
  before.recorder.close()
  t.same(before.told, ['alert.created'])
  const after = setUp(t, file)
  after.clock.advance(WINDOW_MS)
  after.recorder.start()
  await after.journal.untilCount(1)
  t.same(after.told, ['alert.updated'])
})

t.test('while the store is locked, matches wait and detection goes on', async (t) => {
  const { recorder, journal, clock, events, file, alerts, store } = setUp(t)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  recorder.record([sampleMatch()])
  await events.untilCount(1)
  recorder.record([sampleMatch()])
  t.same(journal.entries, [])
  t.notOk(store.writable)
  other.exec('ROLLBACK')
  clock.advance(1000)
  t.same(events.entries, ['failed', 'recovered'])
  t.same(journal.entries, ['stored a1 after 1000', 'grouped', 'deliveries ready'])
  t.equal(alerts.get('a1')?.alert.count, 2)
})

t.test('a match that waited for the store still counts in its window', async (t) => {
  const { recorder, journal, clock, file, told, events, alerts } = setUp(t)
  recorder.record([sampleMatch()])
  await journal.untilCount(2)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  recorder.record([sampleMatch({ receivedAt: SAMPLE_TIME + WINDOW_MS - 1 })])
  await events.untilCount(1)
  clock.jump(WINDOW_MS)
  other.exec('ROLLBACK')
  clock.advance(1000)
  t.same(told, ['alert.created', 'alert.updated'])
  t.equal(alerts.get('a1')?.alert.count, 2)
})

t.test('a window ends only when all that waited is counted, however much it is', async (t) => {
  const { recorder, journal, clock, file, told, events, alerts } = setUp(t)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  recorder.record(Array.from({ length: 1500 }, () => sampleMatch()))
  await events.untilCount(1)
  clock.jump(WINDOW_MS)
  other.exec('ROLLBACK')
  clock.advance(1000)
  await journal.until(() => told.length === 2)
  t.same(told, ['alert.created', 'alert.updated'])
  t.equal(alerts.get('a1')?.alert.count, 1500)
})

t.test('what waits is bounded, and what is lost is told', async (t) => {
  const { recorder, journal, clock, events, file, alerts } = setUp(t)
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  recorder.record(matches(20, 'x'.repeat(100_000)))
  await events.untilCount(1)
  const held = Math.floor(MAX_HELD_BYTES / (1024 + 200_000))
  t.same(journal.entries, [`dropped ${20 - held}`])
  other.exec('ROLLBACK')
  clock.advance(1000)
  t.equal(alerts.counts().open, held)
  recorder.record(matches(25, 'x'.repeat(100_000)).slice(21))
  await journal.until(() => alerts.counts().open === held + 4)
})

t.test('a full disk loses nothing that fits into memory, and recovers', async (t) => {
  await withTmpfs(t, 'size=1m', async (folder) => {
    const { recorder, journal, clock, events, alerts, store } = setUp(t, `${folder}/data/cefwatch.db`)
    recorder.record(matches(3))
    await journal.untilCount(4)
    try {
      mkdirSync(`${folder}/other`)
      writeFileSync(`${folder}/other/filler`, Buffer.alloc(2_000_000))
    } catch {
      // That is the point: it is full now.
    }
    recorder.record(matches(13, 'x'.repeat(2_000)).slice(3))
    await events.untilCount(1)
    t.notOk(store.writable)
    t.equal(alerts.counts().open, 3, 'what is stored can be read')
    rmSync(`${folder}/other/filler`)
    clock.advance(1000)
    t.same(events.entries, ['failed', 'recovered'])
    t.equal(alerts.counts().open, 13)
  })
})

t.test('closing writes what is held, or counts it as lost', (t) => {
  const good = setUp(t)
  good.recorder.record(matches(3))
  good.recorder.close()
  t.equal(good.alerts.counts().open, 3)
  const locked = setUp(t, `${t.testdir({})}/locked.db`)
  const other = new DatabaseSync(locked.file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  locked.recorder.record(matches(3))
  locked.recorder.close()
  t.same(locked.journal.entries, ['dropped 3'])
  t.end()
})
