import t from 'tap'
import type { Match } from '../../../src/detect/match.ts'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { decideOnMatch, decideOnWindowEnd, groupKey, type OpenGroup } from '../../../src/respond/alerts/grouping.ts'
import { sampleMatch, SAMPLE_TIME } from '../samples.ts'

const MINUTE = 60_000

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

t.test('a match within the window is grouped, one outside begins anew', (t) => {
  const open: OpenGroup = { key: 'k', alertId: 'first', startsAt: SAMPLE_TIME, endsAt: SAMPLE_TIME + 5 * MINUTE }
  const cases: readonly [string, number, OpenGroup | null, 'created' | 'grouped'][] = [
    ['no group is open', 0, null, 'created'],
    ['at once', 0, open, 'grouped'],
    ['just before the end', 5 * MINUTE - 1, open, 'grouped'],
    ['at the end', 5 * MINUTE, open, 'created'],
    ['handed over late by another worker', -20, open, 'grouped'],
    ['after the clock was set back by an hour', -60 * MINUTE, open, 'created'],
  ]
  for (const [name, offset, group, expected] of cases) {
    const decision = decideOnMatch(sampleMatch({ receivedAt: SAMPLE_TIME + offset }), group)
    const wanted =
      expected === 'grouped' ? { deliver: false, reason: 'grouped', alertId: 'first' } : { deliver: true, type: 'alert.created' }
    t.same(decision, wanted, name)
  }
  t.same(decideOnMatch(sampleMatch({ exclusion: 'patching' }), null), { deliver: false, reason: 'suppressed' })
  t.end()
})

t.test('the end of a window is told when there was more than the first match', (t) => {
  t.same(decideOnWindowEnd(2, null), { deliver: true, type: 'alert.updated' })
  t.same(decideOnWindowEnd(1, null), { deliver: false, reason: 'nothing new' })
  t.same(decideOnWindowEnd(9, 'patching'), { deliver: false, reason: 'suppressed' })
  t.end()
})
