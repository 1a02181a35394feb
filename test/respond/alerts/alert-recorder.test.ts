import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import t, { type Test } from 'tap'
import type { AlertEvents } from '../../../src/respond/alerts/alert-events.ts'
import { AlertRecorder } from '../../../src/respond/alerts/alert-recorder.ts'
import type { StormLimits } from '../../../src/respond/alerts/storm.ts'
import { Journal } from '../journal.ts'
import { ManualClock } from '../manual-clock.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'
import { createTestGrouper } from '../test-grouper.ts'
import { withTmpfs } from '../with-tmpfs.ts'

const WINDOW_MS = 300_000
const MAX_HELD_BYTES = 2_000_000

function setUp(t: Test, file?: string, limits: Partial<StormLimits> = {}) {
  const opened = openTestStore(t, file)
  const { store } = opened
  const clock = new ManualClock(SAMPLE_TIME)
  const journal = new Journal<string>()
  const events: AlertEvents = {
    alertStored: ({ id }, latencyMs) => journal.add(`stored ${id} after ${latencyMs}`),
    matchSuppressed: (_, exclusion) => journal.add(`suppressed by ${exclusion}`),
    matchGrouped: () => journal.add('grouped'),
    alertHeldBack: ({ id }) => journal.add(`held back ${id}`),
    matchHeldBack: () => journal.add('match held back'),
    stormBegan: (rule) => journal.add(`storm of ${rule} began`),
    stormSummarised: ({ count }) => journal.add(`summary of ${count}`),
    stormEnded: (_, alerts, matches) => journal.add(`storm of ${alerts} and ${matches} ended`),
    matchesDropped: (count) => journal.add(`dropped ${count}`),
  }
  let made = 0
  const grouper = createTestGrouper(opened, {
    limits,
    alertOf: (match) => sampleAlert(`a${++made}`, match),
    notify: ({ type, end }) => end === 'quiet' || told.push(type),
  })
  const told: string[] = []
  const deliveriesReady = (): void => journal.add('deliveries ready')
  const recorder = new AlertRecorder({ store, grouper, clock, events, deliveriesReady, maxHeldBytes: MAX_HELD_BYTES })
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

t.test('a clock that jumps by an hour loses nothing, and holds nothing back for an hour', async (t) => {
  for (const jump of [3_600_000, -3_600_000]) {
    const { recorder, journal, clock, told, alerts, store } = setUp(t)
    const record = async (count: number): Promise<void> => {
      const before = journal.entries.length
      recorder.record(Array.from({ length: count }, () => sampleMatch({ receivedAt: clock.now() })))
      await journal.untilCount(before + count + 1)
    }
    await record(3)
    clock.jump(jump)
    // Alarms ring after a minute at the latest.
    clock.advance(60_000)
    t.same(told, ['alert.created', 'alert.updated'], 'the group of the time before ends with its news')
    await record(2)
    t.same(told.slice(2), ['alert.created'])
    clock.advance(2 * WINDOW_MS)
    t.same(told.slice(3), ['alert.updated'])
    t.same(
      ['a1', 'a2'].map((id) => alerts.get(id)?.alert.count),
      [3, 2],
    )
    t.ok(store.writable)
  }
})

t.test('a storm that begins, is summed up and ends is told, and needs no more matches for that', async (t) => {
  const { recorder, journal, clock, told } = setUp(t, undefined, { perRule: 2, windowMs: 60_000 })
  recorder.record(matches(5))
  await journal.until((entries) => entries.includes('deliveries ready'))
  clock.advance(120_000)
  const storm = journal.entries.filter((entry) => /storm|summary/.test(entry))
  t.same(storm, ['storm of RunningRAT request parameters began', 'summary of 3', 'storm of 3 and 3 ended'])
  t.equal(journal.entries.filter((entry) => entry.startsWith('held back')).length, 3)
  t.equal(journal.entries.filter((entry) => entry === 'match held back').length, 3)
  t.same(told, ['alert.created', 'alert.created', 'alert.created'])
})

t.test('a storm while the store refuses is counted as a storm when it takes writes again', async (t) => {
  const { recorder, journal, clock, events, store, told } = setUp(t, undefined, { perRule: 2, windowMs: 60_000 })
  store.prepare('PRAGMA query_only = 1').get()
  recorder.record(matches(50))
  await events.untilCount(1)
  t.same(journal.entries, [])
  store.prepare('PRAGMA query_only = 0').get()
  clock.advance(1000)
  t.equal(journal.entries.filter((entry) => entry.startsWith('storm')).length, 1)
  clock.advance(60_000)
  t.ok(journal.entries.includes('summary of 48'))
  t.equal(told.length, 3)
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
