import { statSync } from 'node:fs'
import t from 'tap'
import { backup } from '../../../src/respond/alerts/backup.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert } from '../samples.ts'

t.test('a backup is a store with all that there was, for its owner only', (t) => {
  const folder = t.testdir({})
  const { store, alerts } = openTestStore(t, `${folder}/cefwatch.db`)
  store.transaction(() => alerts.insert(sampleAlert('before'), null))
  backup(store, `${folder}/copy.db`)
  store.transaction(() => alerts.insert(sampleAlert('after'), null))
  t.equal(statSync(`${folder}/copy.db`).mode & 0o777, 0o600)
  const copy = openTestStore(t, `${folder}/copy.db`)
  t.same(copy.store.opening, { check: 'sound', movedAside: null, shrinks: true })
  t.equal(copy.alerts.get('before')?.alert.id, 'before')
  t.equal(copy.alerts.get('after'), null)
  t.end()
})

t.test('a backup overwrites nothing, and says where it cannot be written', (t) => {
  const folder = t.testdir({ 'there.db': 'precious' })
  const { store } = openTestStore(t, `${folder}/cefwatch.db`)
  const cases = { 'there.db': 'INPUT_INVALID', 'cefwatch.db': 'INPUT_INVALID', 'none/copy.db': 'STORE_UNAVAILABLE' }
  for (const [name, code] of Object.entries(cases)) {
    t.throws(() => backup(store, `${folder}/${name}`), { code, place: { file: `${folder}/${name}` } }, name)
  }
  t.end()
})
