import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { CefwatchError } from '../../../src/base/errors.ts'
import { AlertStore } from '../../../src/respond/alerts/alert-store.ts'
import { MIGRATIONS } from '../../../src/respond/alerts/migrations.ts'
import { openStore, type Store, type StoreEvents } from '../../../src/respond/alerts/store.ts'
import { moveAside } from '../../../src/respond/alerts/store-integrity.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, SAMPLE_TIME } from '../samples.ts'
import { withTmpfs } from '../with-tmpfs.ts'

const SILENT: StoreEvents = { storeFailed: () => undefined, storeRecovered: () => undefined }
function pragma(store: Store, name: string): unknown {
  return Object.values(store.prepare(`PRAGMA ${name}`).get() ?? {})[0]
}

const UNAVAILABLE = { code: 'STORE_UNAVAILABLE' }

t.test('makes its folder and file, durable and ready to share', (t) => {
  const { store } = openTestStore(t, `${t.testdir({})}/data/deep/cefwatch.db`)
  t.equal(pragma(store, 'journal_mode'), 'wal')
  t.equal(pragma(store, 'synchronous'), 2, 'FULL')
  t.equal(pragma(store, 'foreign_keys'), 1)
  t.equal(pragma(store, 'auto_vacuum'), 2, 'INCREMENTAL')
  t.same(store.opening, { check: 'sound', movedAside: null, shrinks: true })
  t.equal(pragma(store, 'user_version'), MIGRATIONS.length)
  t.ok(Number(pragma(store, 'busy_timeout')) > 0)
  t.end()
})

t.test('keeps what is there when opened again', (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  const first = openTestStore(t, file)
  first.store.transaction(() => first.alerts.insert(sampleAlert('kept'), null))
  t.equal(openTestStore(t, file).alerts.get('kept')?.alert.id, 'kept')
  t.end()
})

t.test('migrates an empty file of version 0, and only once', (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  new DatabaseSync(file).close()
  openTestStore(t, file)
  t.doesNotThrow(() => openTestStore(t, file))
  t.end()
})

t.test('takes over what the first release left: alerts, and groups whose window is open', (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA journal_mode = WAL; ${MIGRATIONS[0]}; PRAGMA user_version = 1`)
  const insert = database.prepare(
    `INSERT INTO alerts (id, rule_id, status, exclusion, count, last_seen, data) VALUES (?, 'r', 'open', NULL, 3, ?, ?)`,
  )
  insert.run('a', SAMPLE_TIME + 1000, JSON.stringify(sampleAlert('a')))
  const END = SAMPLE_TIME + 300_000
  database.exec(`INSERT INTO open_groups VALUES ('k', 'a', ${SAMPLE_TIME}, ${END})`)
  database.close()
  const { alerts, store } = openTestStore(t, file)
  t.match(alerts.get('a'), { alert: { count: 3 }, heldBack: null, kind: 'match' })
  const times = { startsAt: SAMPLE_TIME, lastMatchAt: SAMPLE_TIME + 1000, windowEndsAt: END, dueAt: END, toldCount: 1 }
  t.match(alerts.groupOf('k'), { key: 'k', alertId: 'a', ...times })
  t.ok(store.opening.shrinks, 'and is made so that it shrinks')
  t.equal(pragma(store, 'auto_vacuum'), 2)
  t.equal(pragma(store, 'user_version'), MIGRATIONS.length)
  t.end()
})

t.test('a file that is broken, or no database, is moved aside with its log, and a new one begun', (t) => {
  const filled = `${t.testdir({})}/cefwatch.db`
  const { store, alerts } = openTestStore(t, filled)
  store.transaction(() => {
    for (let index = 0; index < 200; index++) alerts.insert(sampleAlert(`a${index}`), null)
  })
  store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
  const sound = readFileSync(filled)
  const pages = Buffer.concat([sound.subarray(0, 8192), Buffer.alloc(sound.length - 8192, 0xab)])
  const cases = { garbage: Buffer.from('no database, '.repeat(100)), 'broken pages': pages, cut: sound.subarray(0, 20_000) }
  for (const [name, content] of Object.entries(cases)) {
    const folder = t.testdir({})
    const file = `${folder}/cefwatch.db`
    writeFileSync(file, content)
    const opened = openStore(file, SILENT, { now: () => SAMPLE_TIME })
    t.teardown(() => opened.close())
    const movedAside = `${file}.corrupt-20261124T090000Z`
    t.match(opened.opening, { movedAside, check: 'sound' }, name)
    t.same(readFileSync(movedAside).subarray(0, 50), content.subarray(0, 50), 'nothing is thrown away')
    t.equal(new AlertStore(opened).get('a1'), null)
  }
  t.end()
})

t.test('what belongs to a corrupt file goes with it', (t) => {
  const folder = t.testdir({ db: 'x', 'db-wal': 'w', 'db-shm': 's' })
  t.equal(moveAside(`${folder}/db`, SAMPLE_TIME), `${folder}/db.corrupt-20261124T090000Z`)
  t.same(
    readdirSync(folder).sort(),
    ['', '-shm', '-wal'].map((suffix) => `db.corrupt-20261124T090000Z${suffix}`),
  )
  t.end()
})

t.test('a file that is too large is not checked, and says so', (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  t.equal(openTestStore(t, file).store.opening.check, 'sound')
  const large = openStore(file, SILENT, { maxCheckedBytes: 8192 })
  t.teardown(() => large.close())
  t.equal(large.opening.check, 'too large')
  t.end()
})

t.test('a store that turns read-only refuses, loudly, and takes writes again', (t) => {
  const { store, alerts, events } = openTestStore(t)
  const insert = (): void => store.transaction(() => alerts.insert(sampleAlert('a'), null))
  store.prepare('PRAGMA query_only = 1').get()
  t.throws(insert, UNAVAILABLE)
  t.notOk(store.writable)
  store.prepare('PRAGMA query_only = 0').get()
  insert()
  t.same(events.entries, ['failed', 'recovered'])
  t.end()
})

t.test('refuses a file that a newer version wrote', (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  const database = new DatabaseSync(file)
  database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)
  database.close()
  const newer = { ...UNAVAILABLE, message: /schema version \d+/, remedy: /newer cefwatch/ }
  t.throws(() => openStore(file, SILENT), newer)
  t.end()
})

t.test('names the file that cannot be opened', (t) => {
  const folder = t.testdir({ file: '', folder: {} })
  for (const name of ['file/cefwatch.db', 'folder']) {
    const file = `${folder}/${name}`
    t.throws(() => openStore(file, SILENT), { ...UNAVAILABLE, place: { file } }, name)
  }
  t.end()
})

t.test('says so on a read-only file system', async (t) => {
  await withTmpfs(t, 'ro,size=1m', (folder) => {
    t.throws(() => openStore(`${folder}/cefwatch.db`, SILENT), UNAVAILABLE)
    t.throws(() => openStore(`${folder}/data/cefwatch.db`, SILENT), UNAVAILABLE)
  })
})

t.test('a transaction that fails changes nothing', (t) => {
  const { store, alerts, events } = openTestStore(t)
  const bug = new Error('a bug')
  const write = (): void =>
    store.transaction(() => {
      alerts.insert(sampleAlert('half'), null)
      throw bug
    })
  t.throws(write, bug, 'an error of the work comes through as it is')
  t.equal(alerts.get('half'), null)
  t.same(events.entries, [], 'and is no failure of the store')
  t.ok(store.writable)
  t.end()
})

t.test('a statement that breaks a constraint is a bug, not an unavailable store', (t) => {
  const { store, alerts, events } = openTestStore(t)
  const insert = (): void => store.transaction(() => alerts.insert(sampleAlert('twice'), null))
  insert()
  t.throws(insert, { code: 'ERR_SQLITE_ERROR' })
  t.same(events.entries, [])
  t.end()
})

t.test('tells when it cannot be written, and when it can again', (t) => {
  const { store, alerts, events, file } = openTestStore(t)
  const insert = (id: string): void => store.transaction(() => alerts.insert(sampleAlert(id), null))
  const other = new DatabaseSync(file)
  t.teardown(() => other.close())
  other.exec('BEGIN IMMEDIATE')
  t.throws(() => insert('a'), UNAVAILABLE)
  t.notOk(store.writable)
  other.exec('ROLLBACK')
  insert('a')
  insert('b')
  t.ok(store.writable)
  t.same(events.entries, ['failed', 'recovered'])
  t.end()
})

t.test('a database at its size limit refuses, and takes small writes after it has room', (t) => {
  const { store, alerts, events } = openTestStore(t)
  const big = { ...sampleAlert('big'), raw: 'x'.repeat(1_000_000) }
  store.prepare('PRAGMA max_page_count = 40').get()
  t.throws(() => store.transaction(() => alerts.insert(big, null)), CefwatchError)
  store.prepare('PRAGMA max_page_count = 4000').get()
  store.transaction(() => alerts.insert(big, null))
  t.same(events.entries, ['failed', 'recovered'])
  t.end()
})
