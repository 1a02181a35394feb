import fc from 'fast-check'
import t from 'tap'
import type { AlertFilter } from '../../../src/respond/alerts/alert-store.ts'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'

function fill({ store, alerts }: TestStore): void {
  store.transaction(() => {
    for (let index = 1; index <= 9; index++) {
      const match = sampleMatch({ ruleId: index % 2 === 0 ? 'even' : 'odd' })
      alerts.insert(sampleAlert(`a${index}`, match), index % 3 === 0 ? 'patching' : null)
    }
  })
}

t.test('lists newest first, by status and rule', (t) => {
  const opened = openTestStore(t)
  fill(opened)
  const ids = (filter: AlertFilter): string =>
    opened.alerts
      .list(filter)
      .items.map(({ alert }) => alert.id)
      .join(' ')
  t.equal(ids({ limit: 100 }), 'a9 a8 a7 a6 a5 a4 a3 a2 a1')
  t.equal(ids({ limit: 100, status: 'open' }), 'a8 a7 a5 a4 a2 a1')
  t.equal(ids({ limit: 100, status: 'suppressed' }), 'a9 a6 a3')
  t.equal(ids({ limit: 100, rule: 'even' }), 'a8 a6 a4 a2')
  t.equal(ids({ limit: 100, rule: 'even', status: 'suppressed' }), 'a6')
  t.equal(ids({ limit: 100, rule: 'none' }), '')
  t.same(opened.alerts.counts(), { open: 6, suppressed: 3 })
  t.end()
})

t.test('pages through a list', (t) => {
  const opened = openTestStore(t)
  fill(opened)
  const seen: string[] = []
  let before: string | undefined
  for (let pages = 0; pages < 3; pages++) {
    const { items, next } = opened.alerts.list({ limit: 2, before, status: 'open' })
    seen.push(...items.map(({ alert }) => alert.id))
    t.equal(next === null, pages === 2, 'the last page says so')
    before = next ?? undefined
  }
  t.same(seen, ['a8', 'a7', 'a5', 'a4', 'a2', 'a1'])
  t.same(opened.alerts.list({ limit: 2, before: 'unknown' }), { items: [], next: null })
  t.end()
})

t.test('an empty store', (t) => {
  const { alerts } = openTestStore(t)
  t.same(alerts.list({ limit: 10 }), { items: [], next: null })
  t.equal(alerts.get('none'), null)
  t.same(alerts.counts(), { open: 0, suppressed: 0 })
  t.equal(alerts.nextGroupEnd(), null)
  t.end()
})

t.test('counts on an alert, and tells who suppressed it', (t) => {
  const { store, alerts } = openTestStore(t)
  store.transaction(() => {
    alerts.insert(sampleAlert('a'), 'patching')
    alerts.countMatch('a', SAMPLE_TIME + 5000)
    alerts.countMatch('a', SAMPLE_TIME + 2000)
  })
  const stored = alerts.get('a')
  t.match(stored, { status: 'suppressed', exclusion: 'patching' })
  t.same(stored?.alert, { ...sampleAlert('a'), count: 3, lastSeen: new Date(SAMPLE_TIME + 5000).toISOString() })
  t.end()
})

t.test('keeps open groups', (t) => {
  const { store, alerts } = openTestStore(t)
  const group = (key: string, endsAt: number) => ({ key, alertId: 'a', startsAt: SAMPLE_TIME, endsAt })
  store.transaction(() => {
    alerts.insert(sampleAlert('a'), null)
    for (const [key, endsAt] of [
      ['late', 300],
      ['early', 100],
      ['middle', 200],
    ] as const)
      alerts.openGroup(group(key, endsAt))
  })
  t.same({ ...alerts.groupOf('late') }, group('late', 300))
  t.equal(alerts.groupOf('none'), null)
  t.equal(alerts.nextGroupEnd(), 100)
  t.same(
    alerts.endedGroups(200, 10).map(({ key }) => key),
    ['early', 'middle'],
  )
  t.same(
    alerts.endedGroups(500, 1).map(({ key }) => key),
    ['early'],
  )
  store.transaction(() => alerts.endGroup('early'))
  t.equal(alerts.nextGroupEnd(), 200)
  t.end()
})

t.test('gives back every text as it was', (t) => {
  const { store, alerts } = openTestStore(t)
  let id = 0
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const alert = { ...sampleAlert(`a${id++}`), raw: text, row: { RequestURL: text } }
      store.transaction(() => alerts.insert(alert, null))
      return alerts.get(alert.id)?.alert.raw === text && alerts.get(alert.id)?.alert.row['RequestURL'] === text
    }),
    { numRuns: 25, examples: [['\0'], ['\ud800 alone'], ["'); DROP TABLE alerts; --"]] },
  )
  t.end()
})
