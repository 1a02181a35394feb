import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { CefwatchError } from '../../../src/base/errors.ts'
import { MIGRATIONS } from '../../../src/respond/alerts/migrations.ts'
import { openStore, type StoreEvents } from '../../../src/respond/alerts/store.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert } from '../samples.ts'
import { withTmpfs } from '../with-tmpfs.ts'

const SILENT: StoreEvents = { storeFailed: () => undefined, storeRecovered: () => undefined }
const UNAVAILABLE = { code: 'STORE_UNAVAILABLE' }

t.test('makes its folder and file, durable and ready to share', (t) => {
  const { store } = openTestStore(t, `${t.testdir({})}/data/deep/cefwatch.db`)
  const pragma = (name: string): unknown => Object.values(store.prepare(`PRAGMA ${name}`).get() ?? {})[0]
  t.equal(pragma('journal_mode'), 'wal')
  t.equal(pragma('synchronous'), 2, 'FULL')
  t.equal(pragma('foreign_keys'), 1)
  t.equal(pragma('user_version'), MIGRATIONS.length)
  t.ok(Number(pragma('busy_timeout')) > 0)
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
  const folder = t.testdir({ garbage: 'no database, '.repeat(100), file: '', folder: {} })
  for (const name of ['garbage', 'file/cefwatch.db', 'folder']) {
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
