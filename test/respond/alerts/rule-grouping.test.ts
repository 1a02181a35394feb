import t from 'tap'
import type { RuleGroupings } from '../../../src/respond/alerts/alert-grouper.ts'
import { withOwn } from '../../../src/respond/alerts/grouping.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'
import { createTestGrouper, MINUTE_MS } from '../test-grouper.ts'

const HOUR_MS = 60 * MINUTE_MS

const OWN: Readonly<Record<string, ReturnType<RuleGroupings['of']>>> = {
  all: { by: [], windowMs: 5 * HOUR_MS },
  user: { by: ['SourceUserName'] },
}

t.test('a rule that groups its own way does so; the others as configured', (t) => {
  const { store, alerts } = openTestStore(t)
  let made = 0
  const grouper = createTestGrouper(
    { store, alerts },
    {
      ruleGrouping: { of: (ruleId) => OWN[ruleId] ?? {}, longestWindowMs: () => 5 * HOUR_MS },
      alertOf: (match) => sampleAlert(`a${++made}`, match),
      notify: () => undefined,
    },
  )
  const record = (ruleId: string, SourceIP: string, afterMs: number): string | undefined => {
    const now = SAMPLE_TIME + afterMs
    const match = sampleMatch({ ruleId, row: { SourceIP }, receivedAt: now })
    return store.transaction(() => grouper.record(match, now)).at(-1)?.as
  }
  const endWindows = (afterMs: number) => store.transaction(() => grouper.endWindows(SAMPLE_TIME + afterMs, 100))

  t.equal(record('other', '192.0.2.1', 0), 'created')
  t.equal(record('other', '192.0.2.2', 1), 'created')
  t.equal(record('user', '192.0.2.1', 0), 'created')
  t.equal(record('user', '192.0.2.2', 1), 'grouped')
  t.equal(record('all', '192.0.2.1', 0), 'created')

  endWindows(HOUR_MS)
  t.equal(record('other', '192.0.2.1', HOUR_MS), 'created', 'its window of five minutes is over')
  t.equal(record('all', '192.0.2.2', HOUR_MS), 'grouped', 'its window of five hours is not')
  endWindows(7 * HOUR_MS)
  t.equal(record('all', '192.0.2.2', 7 * HOUR_MS), 'created')
  t.end()
})

t.test('a group lasts at least the window of its rule', (t) => {
  const grouping = { by: null, windowMs: 10, closeAfterMs: 20, maxDurationMs: 40 }
  t.same(withOwn(grouping, {}), grouping)
  t.same(withOwn(grouping, { windowMs: 5 }), { ...grouping, windowMs: 5 })
  t.same(withOwn(grouping, { windowMs: 30 }), { by: null, windowMs: 30, closeAfterMs: 30, maxDurationMs: 40 })
  t.same(withOwn(grouping, { by: [], windowMs: 50 }), { by: [], windowMs: 50, closeAfterMs: 50, maxDurationMs: 50 })
  t.end()
})
