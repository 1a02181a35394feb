import t from 'tap'
import { readRuleTests } from '../../../src/detect/rules/rule-test-file.ts'

const FILE = 'a.test.yaml'

t.test('a line or a row, and what is expected of it', (t) => {
  const text = `tests:
  - name: a line
    rule: A rule
    line: |
      CEF:0|a
    receivedAt: 2026-11-24T08:00:00Z
    expect: match
    matchedOn: raw
    entities: [{type: IP, Address: 192.0.2.1}]
  - name: a row
    row: {SourceIP: 192.0.2.1, DestinationPort: 443, SentBytes: '9007199254740993', TimeGenerated: 2026-11-24T08:00:00Z}
    expect: no match
`
  t.match(readRuleTests(text, FILE), {
    ok: true,
    tests: [
      {
        name: 'a line',
        rule: 'A rule',
        event: { line: 'CEF:0|a' },
        receivedAt: Date.UTC(2026, 10, 24, 8),
        expected: { matchedOn: 'raw', entities: [{ type: 'IP' }] },
        place: { file: FILE, line: 2, column: 5 },
      },
      {
        name: 'a row',
        rule: null,
        event: {
          row: {
            SourceIP: '192.0.2.1',
            DestinationPort: 443,
            SentBytes: 9007199254740993n,
            TimeGenerated: 17_955_072_000_000_000n,
          },
        },
        receivedAt: null,
        expected: null,
      },
    ],
  })
  t.end()
})

const REFUSED: readonly (readonly [test: string, message: RegExp])[] = [
  ['name: a, expect: match', /takes a line or a row/],
  ['name: a, expect: match, line: x, row: {}', /takes a line or a row/],
  ['name: a, expect: maybe, line: x', /"tests\[0\]\.expect"/],
  ['name: a, expect: no match, line: x, matchedOn: raw', /no match has no matchedOn/],
  ['name: a, expect: match, line: x, entitys: []', /unknown key "entitys"; did you mean "entities"/],
  ['name: a, expect: match, row: {SourceIp: x}', /no column "SourceIp"; did you mean "SourceIP"/],
  ['name: a, expect: match, row: {DestinationPort: http}', /"http" is no int/],
  ['name: a, expect: match, line: x, receivedAt: today', /must be a time/],
  ['expect: match, line: x', /"tests\[0\]\.name" is missing/],
]

t.test('a test that says nothing, or what cannot be, is refused with its place', (t) => {
  for (const [test, message] of REFUSED) {
    const errors = [{ code: 'RULE_INVALID', message, place: { file: FILE, line: 1 } }]
    t.match(readRuleTests(`tests: [{${test}}]`, FILE), { ok: false, errors }, test)
  }
  t.match(readRuleTests('tests: []', FILE), { ok: false })
  t.end()
})
