import fc from 'fast-check'
import t from 'tap'
import type { AlertFilter } from '../../../src/respond/alerts/alert-store.ts'
import type { OpenGroup } from '../../../src/respond/alerts/grouping.ts'
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
  t.equal(alerts.nextGroupDue(), null)
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
  const group = (key: string, dueAt: number): OpenGroup => {
    const times = { startsAt: 50, lastMatchAt: 50, windowEndsAt: 500, dueAt }
    return { key, alertId: 'a', ...times, toldCount: 1, heldBack: null, arrivedIn: null }
  }
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
  t.equal(alerts.nextGroupDue(), 100)
  const due = (now: number, latest: number, limit: number): string =>
    alerts
      .dueGroups(now, latest, limit)
      .map(({ key }) => key)
      .join(' ')
  t.equal(due(200, 1000, 10), 'early middle')
  t.equal(due(500, 1000, 1), 'early')
  t.equal(due(50, 250, 10), 'late', 'one that no clock of now can have made')
  store.transaction(() => {
    alerts.touchGroup('late', 70, 900)
    alerts.touchGroup('late', 60, 950)
    alerts.rescheduleGroup({ key: 'late', windowEndsAt: 600, dueAt: 550, toldCount: 4 })
  })
  const changed = { lastMatchAt: 70, arrivedIn: 950, windowEndsAt: 600, dueAt: 550, toldCount: 4 }
  t.same({ ...alerts.groupOf('late') }, { ...group('late', 300), ...changed })
  store.transaction(() => alerts.endGroup('early'))
  t.equal(alerts.nextGroupDue(), 200)
  t.end()
})

t.test('keeps why an alert was held back, and what is a summary', (t) => {
  const { store, alerts } = openTestStore(t)
  store.transaction(() => {
    alerts.insert(sampleAlert('told'), null)
    alerts.insert(sampleAlert('held'), null, 'rule')
    alerts.insertSummary(sampleAlert('summary'))
  })
  const kept = alerts.list({ limit: 10, status: 'open' }).items.map(({ alert, heldBack, kind }) => [alert.id, heldBack, kind])
  t.same(kept, [
    ['summary', null, 'storm summary'],
    ['held', 'rule', 'match'],
    ['told', null, 'match'],
  ])
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
