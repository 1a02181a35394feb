import t from 'tap'
import { AlertGrouper } from '../../../src/respond/alerts/alert-grouper.ts'
import type { Grouping } from '../../../src/respond/alerts/grouping.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'

t.test('a rule that groups its own way does so; the others as configured', (t) => {
  const { store, alerts } = openTestStore(t)
  let made = 0
  const own: Readonly<Record<string, Partial<Grouping>>> = { all: { by: [] }, short: { windowMs: 1000 } }
  const grouper = new AlertGrouper({
    alerts,
    grouping: { by: null, windowMs: 300_000 },
    groupingOf: (ruleId) => own[ruleId] ?? {},
    alertOf: (match) => sampleAlert(`a${++made}`, match),
    notify: () => undefined,
  })
  const record = (ruleId: string, SourceIP: string, afterMs: number): string => {
    const match = sampleMatch({ ruleId, row: { SourceIP }, receivedAt: SAMPLE_TIME + afterMs })
    return store.transaction(() => grouper.record(match)).as
  }
  t.same(
    [record('other', '192.0.2.1', 0), record('other', '192.0.2.2', 1), record('other', '192.0.2.1', 2000)],
    ['created', 'created', 'grouped'],
  )
  t.same([record('all', '192.0.2.1', 0), record('all', '192.0.2.2', 2000)], ['created', 'grouped'])
  t.same(
    [record('short', '192.0.2.1', 0), record('short', '192.0.2.1', 999), record('short', '192.0.2.1', 1000)],
    ['created', 'grouped', 'created'],
  )
  t.end()
})
