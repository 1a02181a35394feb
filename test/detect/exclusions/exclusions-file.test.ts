import t from 'tap'
import { formatPlace } from '../../../src/base/errors.ts'
import { parseExclusions } from '../../../src/detect/exclusions/exclusions-file.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'

const RULES = [
  { id: '11111111-1111-4111-8111-111111111111', name: 'First rule' },
  { id: '22222222-2222-4222-8222-222222222222', name: 'Second rule' },
  { id: '33333333-3333-4333-8333-333333333333', name: 'Second rule' },
]

const parse = (text: string) => parseExclusions(text, 'exclusions.yaml', RULES, (query) => parseQuery(query))

/** An entry's required keys, and then `more`, whose first line is the file's line 6. */
const entry = (...more: readonly string[]): string => {
  const required = ['name: one', 'reason: tested', 'owner: soc@example.com', 'expires: 2026-12-31']
  return `exclusions:\n  - ${[...required, ...more].join('\n    ')}\n`
}

t.test('a file with everything', async (t) => {
  const result = await parse(
    entry(
      'rules: [First rule, 22222222-2222-4222-8222-222222222222, Second rule]',
      'when:',
      '  destinationDomain: [api.example.com]',
      '  sourceIp: [192.0.2.0/24]',
      'where: RequestMethod == "GET"',
    ),
  )
  const [exclusion] = result.ok ? result.exclusions : []
  t.match(exclusion, {
    name: 'one',
    reason: 'tested',
    owner: 'soc@example.com',
    expires: '2026-12-31',
    rules: [RULES[0]?.id, RULES[1]?.id, RULES[1]?.id, RULES[2]?.id],
    when: { destinationDomain: ['api.example.com'], sourceIp: ['192.0.2.0/24'] },
    where: { predicate: 'RequestMethod == "GET"' },
    place: { file: 'exclusions.yaml', line: 2, column: 5 },
  })
  t.same(structuredClone(exclusion), exclusion, 'can be handed to a worker')
  t.same(JSON.parse(JSON.stringify(exclusion)), exclusion, 'is plain JSON')
})

t.test('no exclusions', async (t) => {
  for (const text of ['exclusions: []\n', 'exclusions:\n', '{"exclusions": []}'])
    t.same(await parse(text), { ok: true, exclusions: [] })
})

t.test('what is refused, and where', async (t) => {
  const when = 'when: {sourceHost: [pc]}'
  const cases: readonly [name: string, text: string, place: string, message: RegExp][] = [
    ['no list', '', '1:1', /"exclusions" is missing/],
    ['an unknown key', entry(when, 'until: 2027-01-01'), '7:5', /unknown key "until"/],
    ['an unknown key of when', entry('when:', '  sourceip: [192.0.2.1]'), '7:7', /unknown key "sourceip"/],
    ['no owner', entry(when).replace(/ *owner.*\n/, ''), '2:5', /owner" is missing/],
    ['no reason', entry(when).replace('tested', '" "'), '3:5', /reason/],
    ['a day that is none', entry(when).replace('12-31', '02-30'), '5:5', /expected a date such as 2026-12-31/],
    ['a date without a day', entry(when).replace('-12-31', ''), '5:5', /expires/],
    ['neither when nor where', entry(), '2:5', /would exclude everything/],
    ['an empty when', entry('when: {}'), '2:5', /would exclude everything/],
    ['an empty list', entry('when: {sourceHost: []}'), '6:12', /sourceHost/],
    ['no list of values', entry('when: {sourceHost: pc}'), '6:12', /expected array/],
    ['an empty value', entry('when: {sourceHost: [pc, ""]}'), '6:29', /sourceHost\[1\]/],
    ['two of one name', `${entry(when)}${entry(when).slice('exclusions:\n'.length)}`, '7:5', /two exclusions are called "one"/],
    ['an unknown rule', entry(when, 'rules: [First rule, Frist rule]'), '7:25', /"Frist rule"; did you mean "First rule"/],
    ['an empty list of rules', entry(when, 'rules: []'), '7:5', /rules/],
    ['a bad regular expression', entry('when:', '  userAgent:', '    - curl', '    - /(curl/'), '9:11', /missing closing \)/],
    ['a look-ahead', entry("when: {userAgent: ['/a(?=b)/']}"), '6:24', /invalid/],
    ['a bad CIDR', entry('when: {sourceIp: [192.0.2.0/33]}'), '6:23', /no IP address, CIDR/],
    ['a name for an address', entry('when: {sourceIp: [pc.example.com]}'), '6:23', /no IP address, CIDR/],
    ['a CIDR for a name', entry('when: {sourceHost: [192.0.2.0/24]}'), '6:25', /only destinationIp and sourceIp/],
    [
      'a column that does not exist',
      entry('where: |', '  SourceIP == "192.0.2.1"', '  and SourceHost == "pc"'),
      '8:11',
      /SourceHost/,
    ],
    ['a predicate that is none', entry('where: |', '  SourceIP =='), '7:18', /./],
    ['a predicate on one line', entry('where: NoColumn == 1'), '6:5', /NoColumn/],
    ['a further operator', entry('where: true | extend X = 1'), '6:5', /one predicate/],
    ['a comment does not hide one', entry('where: |', '  true // all', '  | where true'), '6:5', /one predicate/],
    ['a predicate that needs a window', entry('where: |', '  true | summarize count()'), '7:14', /summarize/],
  ]
  for (const [name, text, place, message] of cases) {
    const result = await parse(text)
    if (result.ok) {
      t.fail(`${name} is accepted`)
      continue
    }
    const [error] = result.errors
    t.equal(error?.code, 'EXCLUSION_INVALID', name)
    t.match(error?.message, message, name)
    t.equal(error?.place && formatPlace(error.place), `exclusions.yaml:${place}`, name)
  }
})

t.test('broken YAML', async (t) => {
  const result = await parse('exclusions:\n  - name: [\n')
  t.match(result, { ok: false, errors: [{ code: 'YAML_SYNTAX', place: { file: 'exclusions.yaml' } }] })
})

t.test('every problem is reported', async (t) => {
  const result = await parse(entry('rules: [No rule]', 'when: {sourceIp: [x], userAgent: [/(/]}', 'where: NoColumn == 1'))
  t.equal(result.ok ? 0 : result.errors.length, 4)
})
