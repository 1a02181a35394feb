import t from 'tap'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { compileExclusions } from '../../../src/detect/exclusions/compile-exclusions.ts'
import type { Exclusion } from '../../../src/detect/exclusions/exclusion.ts'
import { isExpired } from '../../../src/detect/exclusions/exclusion-expiry.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'

const RULE = { id: 'rule-1' }
const NOW = Date.parse('2026-06-15T12:00:00Z')

const exclusion = (changes: Partial<Exclusion>): Exclusion => ({
  name: 'one',
  reason: 'tested',
  owner: 'soc@example.com',
  expires: '2026-12-31',
  rules: null,
  when: {},
  where: null,
  place: { file: 'exclusions.yaml' },
  ...changes,
})

const predicate = (text: string): Exclusion['where'] => {
  const parsed = parseQuery(`CommonSecurityLog | where ${text}`)
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  return { predicate: text, plan: parsed.plan }
}

t.test('conditions', (t) => {
  const row: Row = {
    SourceIP: '192.0.2.1',
    DestinationHostName: 'a.example.com',
    RequestMethod: 'GET',
    RequestURL: 'b.example.com/x?y=1',
  }
  const cases: readonly [name: string, Partial<Exclusion>, Row, boolean][] = [
    ['one key', { when: { sourceIp: ['192.0.2.1'] } }, row, true],
    ['another value', { when: { sourceIp: ['192.0.2.2'] } }, row, false],
    ['values are alternatives', { when: { sourceIp: ['192.0.2.2', '192.0.2.0/30'] } }, row, true],
    ['any column of a key', { when: { destinationDomain: ['b.example.com'] } }, row, true],
    ['all keys must hold', { when: { sourceIp: ['192.0.2.1'], urlQuery: ['y=2'] } }, row, false],
    ['all keys hold', { when: { sourceIp: ['192.0.2.1'], urlQuery: ['y=1'] } }, row, true],
    ['an absent column', { when: { sourceUser: ['*'] } }, row, false],
    ['an empty row', { when: { destinationDomain: ['*'] } }, {}, false],
    ['where', { where: predicate('RequestMethod == "GET"') }, row, true],
    ['where that is false', { where: predicate('RequestMethod == "POST"') }, row, false],
    ['when and where', { when: { sourceIp: ['192.0.2.1'] }, where: predicate('RequestURL has "x"') }, row, true],
    ['when but not where', { when: { sourceIp: ['192.0.2.1'] }, where: predicate('RequestURL has "z"') }, row, false],
    ['where but not when', { when: { sourceIp: ['192.0.2.9'] }, where: predicate('RequestURL has "x"') }, row, false],
    ['for this rule', { rules: ['rule-0', 'rule-1'], when: { sourceIp: ['192.0.2.1'] } }, row, true],
    ['for another rule', { rules: ['rule-2'], when: { sourceIp: ['192.0.2.1'] } }, row, false],
  ]
  for (const [name, changes, row, applies] of cases) {
    t.equal(compileExclusions([exclusion(changes)])(RULE, row, NOW), applies ? 'one' : null, name)
  }
  t.end()
})

t.test('the first that applies is named', (t) => {
  const when = { sourceIp: ['192.0.2.1'] }
  const excludedBy = compileExclusions([
    exclusion({ name: 'expired', when, expires: '2026-06-14' }),
    exclusion({ name: 'other', when: { sourceIp: ['192.0.2.2'] } }),
    exclusion({ name: 'first', when }),
    exclusion({ name: 'second', when }),
  ])
  t.equal(excludedBy(RULE, { SourceIP: '192.0.2.1' }, NOW), 'first')
  t.equal(excludedBy(RULE, { SourceIP: '192.0.2.3' }, NOW), null)
  t.equal(compileExclusions([])(RULE, { SourceIP: '192.0.2.1' }, NOW), null)
  t.end()
})

t.test('an exclusion works through the day on which it expires, in UTC', (t) => {
  const one = exclusion({ when: { sourceIp: ['192.0.2.1'] }, expires: '2026-12-31' })
  const excludedBy = compileExclusions([one])
  const cases: readonly [time: string, inForce: boolean][] = [
    ['2026-06-15T00:00:00Z', true],
    ['2026-12-31T23:59:59.999Z', true],
    ['2027-01-01T00:00:00Z', false],
    ['2027-01-01T00:30:00+01:00', true],
  ]
  for (const [time, inForce] of cases) {
    const now = Date.parse(time)
    t.equal(excludedBy(RULE, { SourceIP: '192.0.2.1' }, now), inForce ? 'one' : null, time)
    t.equal(isExpired(one, now), !inForce, time)
  }
  t.end()
})
