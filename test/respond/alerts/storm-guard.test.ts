import t, { type Test } from 'tap'
import type { Match } from '../../../src/detect/match.ts'
import type { Notification } from '../../../src/respond/alerts/notification.ts'
import type { Outcome } from '../../../src/respond/alerts/outcome.ts'
import type { StormLimits } from '../../../src/respond/alerts/storm.ts'
import { StormStore } from '../../../src/respond/alerts/storm-store.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_RULE, SAMPLE_TIME } from '../samples.ts'
import { createTestGrouper, MINUTE_MS } from '../test-grouper.ts'

const RULE = SAMPLE_RULE.name

/** Times are milliseconds from SAMPLE_TIME on. */
function setUp(t: Test, limits: Partial<StormLimits>, file?: string) {
  const { store, alerts } = openTestStore(t, file)
  const told: Notification[] = []
  const outcomes: Outcome[] = []
  let made = alerts.list({ limit: 1000 }).items.length
  const alertOf = (match: Match) => {
    const alert = sampleAlert(`a${++made}`, match)
    return match.ruleId === 'low' ? { ...alert, rule: { ...alert.rule, severity: 'Low' } } : alert
  }
  const grouper = createTestGrouper({ store, alerts }, { limits, alertOf, notify: (notification) => told.push(notification) })
  /** A match of host number `host`. */
  const record = (at: number, host: number, changes: Partial<Match> = {}): string => {
    const row = { SourceIP: `192.0.2.${host}`, ...changes.row }
    const match = sampleMatch({ receivedAt: SAMPLE_TIME + at, ...changes, row })
    const all = store.transaction(() => grouper.record(match, match.receivedAt))
    outcomes.push(...all)
    return all.map(({ as }) => as).join(', ')
  }
  const look = (at: number): void => void outcomes.push(...store.transaction(() => grouper.endWindows(SAMPLE_TIME + at, 1000)))
  const messages = (): readonly string[] => told.map(({ type, alert, end }) => `${type} ${alert.id} ${alert.count} ${end}`)
  const storm = (): readonly string[] =>
    outcomes.flatMap((outcome) => {
      if (outcome.as === 'storm began') return [`began: ${outcome.ruleName ?? 'all'}`]
      if (outcome.as === 'summarised') return [`summary of ${outcome.alert.count}`]
      return outcome.as === 'storm ended' ? [`ended: ${outcome.alerts} alerts, ${outcome.matches} matches`] : []
    })
  return { store, alerts, grouper, told, record, look, messages, storm, storms: new StormStore(store) }
}

t.test('beyond the limit of a rule new alerts are stored, and one summary tells of them', (t) => {
  const { alerts, told, record, look, messages, storm, storms } = setUp(t, { perRule: 2 })
  t.equal(record(0, 1), 'created')
  t.equal(record(0, 2), 'created')
  t.equal(record(1000, 3), 'storm began, held back')
  for (let host = 4; host <= 9; host++) for (let times = 0; times <= host; times++) record(2000, host)
  t.equal(record(2000, 1), 'grouped', 'an alert that was told goes on')
  t.match(storms.storms(), [{ totalAlerts: 7, totalMatches: 46 }])
  look(MINUTE_MS)
  t.same(messages(), ['alert.created a1 1 none', 'alert.created a2 1 none', 'alert.created summary1 46 none'])
  const summary = told.at(-1)?.alert
  t.match(summary, {
    rule: { name: RULE, severity: 'High' },
    row: {},
    raw: '',
    indicators: [],
    device: { family: 'fortinet' },
    firstSeen: new Date(SAMPLE_TIME + 1000).toISOString(),
    lastSeen: new Date(SAMPLE_TIME + 2000).toISOString(),
    detectedAt: new Date(SAMPLE_TIME + MINUTE_MS).toISOString(),
  })
  t.same(
    summary?.entities,
    [9, 8, 7, 6, 5].map((host) => ({ type: 'IP', Address: `192.0.2.${host}` })),
  )
  t.equal(
    summary?.description,
    `Alert storm of ${RULE}: 7 more alerts with 46 matches held back; each is stored. ` +
      'Top sources: 192.0.2.9 (10), 192.0.2.8 (9), 192.0.2.7 (8), 192.0.2.6 (7), 192.0.2.5 (6). Top destinations: cdn.example.net (46).',
  )
  t.same(storm(), [`began: ${RULE}`, 'summary of 46'])
  t.match(alerts.get('a9'), { status: 'open', heldBack: 'rule', kind: 'match', alert: { count: 10 } })
  t.match(alerts.get('summary1'), { status: 'open', heldBack: null, kind: 'storm summary', alert: { count: 46 } })
  t.end()
})

t.test('a storm goes on until a window brings no more than the limit, and then ends for those that keep state', (t) => {
  const { told, record, look, messages, storm, storms } = setUp(t, { perRule: 2 })
  for (let host = 1; host <= 4; host++) record(0, host)
  look(MINUTE_MS)
  for (let host = 5; host <= 9; host++) t.equal(record(MINUTE_MS + 1, host), 'held back')
  look(2 * MINUTE_MS)
  t.equal(record(2 * MINUTE_MS + 1, 10), 'held back', 'while it lasts')
  look(3 * MINUTE_MS)
  t.equal(record(3 * MINUTE_MS + 1, 11), 'created', 'when it is over')
  t.same(storm(), [`began: ${RULE}`, 'summary of 2', 'summary of 5', 'summary of 1', 'ended: 8 alerts, 8 matches'])
  const summaries = told.filter(({ alert }) => alert.id.startsWith('summary'))
  t.same(
    summaries.map(({ type, alert, end }) => `${type} ${alert.id} ${end}`),
    ['alert.created summary1 none', 'alert.created summary2 none', 'alert.created summary3 none', 'alert.updated summary3 quiet'],
  )
  t.equal(new Set(summaries.map(({ groupKey }) => groupKey)).size, 1, 'one storm, one group')
  t.same(storms.storms(), [])
  t.equal(messages().length, 2 + 4 + 1)
  t.end()
})

t.test('a storm that is over with nothing more held back ends with its last summary', (t) => {
  const { record, look, messages, storm } = setUp(t, { perRule: 1 })
  for (let host = 1; host <= 3; host++) record(0, host)
  look(MINUTE_MS)
  look(2 * MINUTE_MS)
  t.same(storm(), [`began: ${RULE}`, 'summary of 2', 'ended: 2 alerts, 2 matches'])
  t.same(messages().slice(1), ['alert.created summary1 2 none', 'alert.updated summary1 2 quiet'])
  t.end()
})

t.test('what was held back makes no updates and ends silently; in a storm its matches go into further summaries', (t) => {
  const { alerts, record, look, messages, storm } = setUp(t, { perRule: 1 })
  for (let host = 1; host <= 4; host++) record(0, host)
  look(MINUTE_MS)
  for (let host = 2; host <= 4; host++) t.equal(record(MINUTE_MS + 1000, host), 'held back')
  look(2 * MINUTE_MS)
  t.same(storm(), [`began: ${RULE}`, 'summary of 3', 'summary of 3'], 'hosts that go on keep the storm up')
  look(3 * MINUTE_MS)
  look(10 * MINUTE_MS)
  t.match(storm().at(-1), 'ended: 3 alerts, 6 matches')
  t.equal(alerts.get('a4')?.alert.count, 2)
  t.same(
    messages().filter((message) => /updated a/.test(message)),
    ['alert.updated a1 1 quiet'],
  )
  t.end()
})

t.test('a host that was held back and goes on after the storm is a new alert', (t) => {
  const { alerts, record, look } = setUp(t, { perRule: 1 })
  for (let host = 1; host <= 3; host++) record(0, host)
  look(MINUTE_MS)
  look(2 * MINUTE_MS)
  t.equal(record(2 * MINUTE_MS + 1, 3), 'created')
  t.match(alerts.get('a3'), { heldBack: 'rule', alert: { count: 1 } })
  t.match(alerts.get('a4'), { heldBack: null, alert: { count: 1 } })
  t.end()
})

t.test('the limit of all rules is a storm of the guard itself, of the highest severity', (t) => {
  const { told, record, look, storm } = setUp(t, { perRule: 9, global: 2 })
  record(0, 1)
  record(0, 2, { ruleId: 'low' })
  t.equal(record(0, 3, { ruleId: 'low' }), 'storm began, held back')
  record(0, 4)
  record(0, 5, { ruleId: 'low' })
  look(MINUTE_MS)
  const summary = told.at(-1)?.alert
  t.match(summary, { rule: { id: 'storm-guard', name: 'cefwatch storm guard', severity: 'High' }, count: 3 })
  t.match(summary?.description, /^Alert storm of all rules together: 3 more alerts with 3 matches held back/)
  t.same(storm(), ['began: all', 'summary of 3'])
  t.end()
})

t.test('the limit of one rule leaves the others alone', (t) => {
  const { record } = setUp(t, { perRule: 1 })
  record(0, 1)
  t.equal(record(0, 2), 'storm began, held back')
  t.equal(record(0, 3, { ruleId: 'other' }), 'created')
  t.end()
})

t.test('excluded matches are no storm, and limits of 0 none', (t) => {
  const excluded = setUp(t, { perRule: 1, global: 1 })
  for (let host = 1; host <= 5; host++) t.equal(excluded.record(0, host, { exclusion: 'patching' }), 'suppressed')
  const off = setUp(t, { perRule: 0, global: 0 })
  for (let host = 1; host <= 200; host++) t.equal(off.record(0, host), 'created')
  t.end()
})

t.test('counts begin anew with each window', (t) => {
  const { record } = setUp(t, { perRule: 2 })
  for (let host = 1; host <= 20; host++) t.equal(record(host * MINUTE_MS * 0.5, host), 'created')
  t.end()
})

t.test('a restart in a storm goes on with it', (t) => {
  const file = `${t.testdir({})}/cefwatch.db`
  const before = setUp(t, { perRule: 1 }, file)
  for (let host = 1; host <= 3; host++) before.record(0, host)
  const after = setUp(t, { perRule: 1 }, file)
  t.equal(after.record(1000, 4), 'held back')
  after.look(MINUTE_MS)
  t.same(after.messages(), ['alert.created summary1 3 none'])
  t.end()
})

t.test('a clock set back or forward by an hour ends a storm as its window would', (t) => {
  for (const jump of [-60, 60]) {
    const { record, look, storm } = setUp(t, { perRule: 1 })
    for (let host = 1; host <= 3; host++) record(0, host)
    look(jump * MINUTE_MS)
    t.equal(storm()[1], 'summary of 2', 'nothing held back is lost')
    look((jump + 1) * MINUTE_MS)
    t.equal(storm().at(-1), 'ended: 2 alerts, 2 matches', `${jump} minutes`)
    t.equal(record((jump + 1) * MINUTE_MS, 9), 'created')
  }
  t.end()
})

t.test('names of any length and of none in a summary', (t) => {
  const { told, record, look } = setUp(t, { perRule: 1 })
  record(0, 1)
  record(0, 2, { row: { SourceIP: undefined as unknown as string, DestinationHostName: 'x'.repeat(60_000) } })
  look(MINUTE_MS)
  const summary = told.at(-1)?.alert
  t.same(summary?.entities, [])
  t.match(summary?.description, /Top sources: unknown \(1\)/)
  t.ok((summary?.description.length ?? 0) < 600)
  t.end()
})
