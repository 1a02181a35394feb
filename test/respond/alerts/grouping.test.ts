import t from 'tap'
import type { Match } from '../../../src/detect/match.ts'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import {
  belongsTo,
  decideOnDue,
  firstTimes,
  type Grouping,
  groupKey,
  nextTimes,
  type OpenGroup,
} from '../../../src/respond/alerts/grouping.ts'
import { sampleMatch, SAMPLE_TIME } from '../samples.ts'

const MINUTE = 60_000

const GROUPING: Grouping = { by: null, windowMs: 5 * MINUTE, closeAfterMs: 10 * MINUTE, maxDurationMs: 60 * MINUTE }

/** Times are minutes after SAMPLE_TIME; the group began then. */
function group(lastMatch: number, toldCount = 1): OpenGroup {
  const times = { startsAt: SAMPLE_TIME, lastMatchAt: SAMPLE_TIME + lastMatch * MINUTE }
  const next = nextTimes(times, times.lastMatchAt, GROUPING)
  return { key: 'k', alertId: 'first', ...times, ...next, toldCount, heldBack: null, arrivedIn: null }
}

t.test('what makes two matches one group', (t) => {
  const cases: readonly [string, Partial<Match>, Partial<Match>, boolean][] = [
    ['the same host and destination', {}, {}, true],
    ['the same, another URL', {}, { row: { RequestURL: 'http://cdn.example.net/ui/chk' } }, true],
    ['the same, spelled otherwise', {}, { row: { DestinationHostName: 'CDN.example.NET' } }, true],
    ['another source', {}, { row: { SourceIP: '192.0.2.11' } }, false],
    ['another destination host', {}, { row: { DestinationHostName: 'www.example.net' } }, false],
    ['one host behind two addresses', {}, { row: { DestinationIP: '198.51.100.8' } }, true],
    ['another rule', {}, { ruleId: 'other' }, false],
    ['suppressed beside delivered', {}, { exclusion: 'patching' }, false],
    ['suppressed by two exclusions', { exclusion: 'backup' }, { exclusion: 'patching' }, false],
    ['suppressed by one', { exclusion: 'patching' }, { exclusion: 'patching' }, true],
  ]
  for (const [name, a, b, same] of cases) {
    t.equal(groupKey(sampleMatch(a), null) === groupKey(sampleMatch(b), null), same, name)
  }
  t.end()
})

t.test('the destination is its host name, else its DNS domain, else its address', (t) => {
  const key = (row: Row): string => groupKey({ ...sampleMatch(), row }, null)
  const host = key({ DestinationHostName: 'example.net' })
  t.equal(key({ DestinationHostName: 'example.net', DestinationDnsDomain: 'other.example', DestinationIP: '198.51.100.1' }), host)
  t.equal(key({ DestinationDnsDomain: 'example.net', DestinationIP: '198.51.100.1' }), host)
  t.equal(key({ DestinationIP: '198.51.100.1' }), key({ DestinationIP: '198.51.100.1' }))
  t.not(key({ DestinationIP: '198.51.100.1' }), key({ DestinationIP: '198.51.100.2' }))
  t.end()
})

t.test('columns of the configuration replace source and destination', (t) => {
  const byUser = (row: Row): string => groupKey({ ...sampleMatch(), row }, ['SourceUserName', 'DestinationPort'])
  t.equal(byUser({ SourceUserName: 'ann', SourceIP: '192.0.2.1' }), byUser({ SourceUserName: 'ANN', SourceIP: '192.0.2.2' }))
  t.not(byUser({ SourceUserName: 'ann', DestinationPort: 80 }), byUser({ SourceUserName: 'ann', DestinationPort: 443 }))
  t.not(byUser({ SourceUserName: 'ann' }), byUser({}))
  t.end()
})

t.test('values cannot run into each other, and the key stays short', (t) => {
  const key = (SourceIP: string, DestinationHostName: string): string =>
    groupKey(sampleMatch({ row: { SourceIP, DestinationHostName } }), null)
  t.not(key('a', 'b","c'), key('a","b', 'c'))
  t.equal(key('192.0.2.1', 'x'.repeat(60_000)).length, 43)
  t.end()
})

t.test('which matches belong to a group', (t) => {
  const cases: readonly [string, OpenGroup, number, boolean][] = [
    ['at once', group(0), 0, true],
    ['in a later window', group(0), 7, true],
    ['just before it has been quiet for long enough', group(0), 10 - 0.01, true],
    ['when it has been quiet for long enough', group(0), 10, false],
    ['counted from the latest match', group(20), 29, true],
    ['at its longest', group(58), 60, false],
    ['handed over late by another worker', group(20), 19.9, true],
    ['after the clock was set back by an hour', group(20), -40, false],
  ]
  for (const [name, open, minutes, expected] of cases) {
    t.equal(belongsTo(open, SAMPLE_TIME + minutes * MINUTE, GROUPING), expected, name)
  }
  t.end()
})

t.test('what becomes of a group that is looked at', (t) => {
  const cases: readonly [string, OpenGroup, number, number, ReturnType<typeof decideOnDue>][] = [
    ['news at the end of a window', group(4), 2, 5, { kind: 'update' }],
    ['no news', group(4, 2), 2, 5, { kind: 'wait', reason: 'nothing new' }],
    ['news, and the window goes on', group(4), 2, 4.9, { kind: 'wait', reason: 'window goes on' }],
    ['quiet for long enough', group(4), 2, 14, { kind: 'end', reason: 'quiet' }],
    ['at its longest', group(59), 2, 60, { kind: 'end', reason: 'at its longest' }],
    ['an hour set back', group(4), 2, -56, { kind: 'end', reason: 'clock set back' }],
  ]
  for (const [name, open, count, minutes, expected] of cases) {
    t.same(decideOnDue(open, count, SAMPLE_TIME + minutes * MINUTE, GROUPING), expected, name)
  }
  t.end()
})

t.test('a group is looked at when its window ends, or it does', (t) => {
  const minutes = ({ windowEndsAt, dueAt }: Pick<OpenGroup, 'windowEndsAt' | 'dueAt'>): readonly number[] =>
    [windowEndsAt, dueAt].map((time) => (time - SAMPLE_TIME) / MINUTE)
  t.same(minutes(firstTimes(SAMPLE_TIME, GROUPING)), [5, 5])
  t.same(minutes(nextTimes(group(4), SAMPLE_TIME + 5 * MINUTE, GROUPING)), [10, 10])
  t.same(minutes(nextTimes(group(1), SAMPLE_TIME + 10 * MINUTE, GROUPING)), [15, 11])
  t.same(minutes(nextTimes(group(57), SAMPLE_TIME + 57 * MINUTE, { ...GROUPING, maxDurationMs: 58 * MINUTE })), [60, 58])
  t.same(minutes(firstTimes(SAMPLE_TIME, { ...GROUPING, closeAfterMs: MINUTE })), [5, 1])
  t.end()
})
