import t from 'tap'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import { loadRule, loadRules } from '../../../src/detect/rules/load-rule.ts'
import { ruleText } from './rule-text.ts'

const FILE = 'rules/a.yaml'

t.test('a rule is loaded, and survives the way to a worker', async (t) => {
  const mapping = `entityMappings:
  - entityType: IP
    fieldMappings:
      - identifier: Address
        columnName: SourceIP`
  const text = ruleText(mapping, 'tactics: [Impact]', 'relevantTechniques: [T1041]', 'tags:', 'metadata: {anything: [goes]}')
  const result = await loadRule(text, FILE, (query) => Promise.resolve(parseQuery(query)))
  if (!result.ok) throw result.errors[0] as Error
  t.match(result.rule, {
    id: '11111111-2222-3333-4444-555555555555',
    name: 'A rule',
    version: '1.0.0',
    severity: 'Low',
    description: 'Finds something.',
    tactics: ['Impact'],
    techniques: ['T1041'],
    tags: [],
    entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'SourceIP' }] }],
    query: /^CommonSecurityLog/,
    literals: [{ column: 'RequestURL', text: 'token=' }],
    file: FILE,
  })
  t.same(structuredClone(result.rule), result.rule)
  t.same(JSON.parse(JSON.stringify(result.rule)), result.rule)
})

t.test('a description loses the quotes that published rules put around it', async (t) => {
  const result = await loadRule(ruleText("description: |\n  'One.\n  Two.'"), FILE, parseQuery)
  t.match(result, { ok: true, rule: { description: 'One.\nTwo.' } })
})

const atTwelve = (columns: readonly number[]) => (message: RegExp, index: number) => {
  return { message, line: 12, column: columns[index] ?? 0 }
}

/** Changes to the rule, and the errors that they bring. */
const REFUSED: readonly (readonly [
  change: string,
  ...errors: { code?: string; message: RegExp; line: number; column: number }[],
])[] = [
  ['severty: Low', { message: /unknown key "severty"/, line: 12, column: 1 }],
  ['severity: Severe', { message: /"severity"/, line: 4, column: 1 }],
  ['id: 7', { message: /"id"/, line: 1, column: 1 }],
  ['id: not-a-guid', { message: /GUID/, line: 1, column: 1 }],
  ['name: ""', { message: /must not be empty/, line: 2, column: 1 }],
  ['kind: Fusion', { message: /only rules of the kinds Scheduled and NRT/, line: 10, column: 1 }],
  ['kind: NRT', ...[5, 6, 7, 8].map((line) => ({ message: /a rule of the kind NRT has none/, line, column: 1 }))],
  [
    'tactics: [Exfil, exfiltration]',
    ...[/no tactic is called "Exfil"$/, /did you mean "Exfiltration"\?/].map(atTwelve([11, 18])),
  ],
  [
    'relevantTechniques: [T1041, T9999, T1071.999, mimikatz]',
    ...[/ATT&CK has no technique "T9999"/, /no technique "T1071\.999"/, /"mimikatz" is not the id/].map(atTwelve([29, 36, 47])),
  ],
  [
    'entityMappings: [{entityType: Ip, fieldMappings: [{identifier: Address, columnName: SourceIP}]}]',
    { message: /no entity type is called "Ip"; did you mean "IP"\?/, line: 12, column: 19 },
  ],
  [
    'entityMappings: [{entityType: Host, fieldMappings: [{identifier: Hostname, columnName: SourceIP}]}]',
    { message: /no identifier of Host is called "Hostname"; did you mean "HostName"\?/, line: 12, column: 54 },
  ],
  ['customDetails: {Agent: SourceIp}', { message: /no column "SourceIp"; did you mean/, line: 12, column: 17 }],
  [
    'alertDetailsOverride: {alertDisplayNameFormat: "{{SourceIP}} asks for {{ URL }}", alertSeverityColumnName: Severity}',
    { message: /no column "URL"/, line: 12, column: 24 },
    { message: /no column "Severity"/, line: 12, column: 83 },
  ],
  ['suppressionDuration: 5 hours', { message: /must be a duration such as/, line: 12, column: 1 }],
  ['enabled: maybe', { message: /"enabled"/, line: 12, column: 1 }],
  ['queryPeriod: soon', { message: /duration/, line: 6, column: 1 }],
  ['triggerOperator: lt', { message: /only gt/, line: 7, column: 1 }],
  ['name: [', { code: 'YAML_SYNTAX', message: /./, line: 3, column: 1 }],
  [
    'entityMappings: [{entityType: IP, fieldMappings: [{identifier: Address, columnName: SourceIp}]}]',
    { message: /no column "SourceIp"; did you mean "SourceIP"\?/, line: 12, column: 73 },
  ],
  [
    'entityMappings: [{entityType: IP, fieldMappings: [{identifier: Address, columnName: DestinationIP}]}]',
    { message: /no column "DestinationIP"$/, line: 12, column: 73 },
  ],
  [
    'query: |\n  // What we look for\n  CommonSecurityLog\n  | where RequestURI has "a"',
    { code: 'KQL_SYNTAX', message: /did you mean "RequestURL"/, line: 14, column: 11 },
  ],
  [
    'query: |\n\n    CommonSecurityLog\n    | where RequestURL matches regex "["\n    | summarize count()',
    { code: 'KQL_UNSUPPORTED', message: /summarize needs a window/, line: 15, column: 7 },
  ],
]

t.test('a rule that cannot be loaded says why and where', async (t) => {
  for (const [change, ...expected] of REFUSED) {
    const result = await loadRule(ruleText(change), FILE, parseQuery)
    if (result.ok) {
      t.fail(`not refused: ${change}`)
      continue
    }
    t.equal(result.errors.length, expected.length, change)
    for (const [index, { code = 'RULE_INVALID', message, line, column }] of expected.entries()) {
      t.match(result.errors[index], { code, message, place: { file: FILE, line, column } }, change)
    }
  }
})

t.test('a set of rules is loaded whole, or not at all', async (t) => {
  const other = ruleText('id: 11111111-2222-3333-4444-666666666666', 'name: Another rule')
  const loaded = await loadRules(
    [
      { file: 'a', text: ruleText() },
      { file: 'b', text: other },
    ],
    parseQuery,
  )
  t.match(loaded, { ok: true, rules: [{ name: 'A rule' }, { name: 'Another rule' }] })
  t.same(await loadRules([], parseQuery), { ok: true, rules: [], disabled: [] })

  const broken = await loadRules(
    [
      { file: 'a', text: ruleText() },
      { file: 'b', text: ruleText('severity: None') },
      { file: 'c', text: ruleText('id: 11111111-2222-3333-4444-777777777777', 'name: C', 'query: CommonSecurityLog | count') },
    ],
    parseQuery,
  )
  t.match(broken, {
    ok: false,
    errors: [
      { code: 'RULE_INVALID', place: { file: 'b' } },
      { code: 'KQL_UNSUPPORTED', place: { file: 'c' } },
    ],
  })
})

t.test('no two rules share an id or a name', async (t) => {
  const sameId = await loadRules(
    [
      { file: 'a', text: ruleText('id: AAAAAAAA-2222-3333-4444-555555555555') },
      { file: 'b', text: ruleText('id: aaaaaaaa-2222-3333-4444-555555555555', 'name: Another') },
    ],
    parseQuery,
  )
  t.match(sameId, {
    ok: false,
    errors: [{ message: /the id "aaaaaaaa-.*" is also that of the rule in a$/, place: { file: 'b' } }],
  })
  const sameName = await loadRules(
    [
      { file: 'a', text: ruleText() },
      { file: 'b', text: ruleText('id: 11111111-2222-3333-4444-666666666666') },
    ],
    parseQuery,
  )
  t.match(sameName, { ok: false, errors: [{ message: /the name "A rule"/ }] })
})

const OVERRIDE = { rule: 'A rule', enabled: null, severity: null, grouping: {}, place: { file: 'cefwatch.yaml', line: 3 } }

t.test('the configuration changes a rule that it names by name or by id, and leaves the file as it is', async (t) => {
  const sources = [{ file: 'a', text: ruleText() }]
  const severity = { ...OVERRIDE, severity: 'High' } as const
  t.match(await loadRules(sources, parseQuery, [severity]), { rules: [{ severity: 'High' }] })
  const byId = { ...OVERRIDE, rule: '11111111-2222-3333-4444-555555555555', grouping: { windowMs: 1000 } }
  t.match(await loadRules(sources, parseQuery, [byId]), { rules: [{ severity: 'Low', grouping: { windowMs: 1000 } }] })

  const off = [{ file: 'a', text: ruleText('enabled: false', 'query: CommonSecurityLog | count') }]
  const disabled = { ok: true, rules: [], disabled: [{ name: 'A rule', file: 'a' }] }
  t.match(await loadRules(off, parseQuery), disabled)
  t.match(await loadRules(off, parseQuery, [{ ...OVERRIDE, enabled: true }]), {
    ok: false,
    errors: [{ code: 'KQL_UNSUPPORTED' }],
  })
  t.match(await loadRules(sources, parseQuery, [{ ...OVERRIDE, enabled: false }]), disabled)
})

t.test('an override that finds no rule, or finds one twice, says so', async (t) => {
  const sources = [{ file: 'a', text: ruleText() }]
  t.match(await loadRules(sources, parseQuery, [{ ...OVERRIDE, rule: 'A role' }]), {
    errors: [{ code: 'CONFIG_INVALID', message: /no rule .* "A role"; did you mean "A rule"\?/, place: OVERRIDE.place }],
  })
  t.match(await loadRules(sources, parseQuery, [OVERRIDE, OVERRIDE]), { errors: [{ message: /"A rule" is overridden twice/ }] })
})

t.test('suppression joins all matches of a rule for as long; the configuration goes before it', async (t) => {
  const sources = [{ file: 'a', text: ruleText('suppressionEnabled: true', 'suppressionDuration: PT5H') }]
  t.match(await loadRules(sources, parseQuery), { rules: [{ grouping: { by: [], windowMs: 18_000_000 } }] })
  const own = { ...OVERRIDE, grouping: { by: ['SourceIP'] } } as const
  t.match(await loadRules(sources, parseQuery, [own]), { rules: [{ grouping: { by: ['SourceIP'], windowMs: 18_000_000 } }] })
  const off = [{ file: 'a', text: ruleText('suppressionEnabled: false', 'suppressionDuration: 5h') }]
  t.match(await loadRules(off, parseQuery), { rules: [{ grouping: { by: undefined } }] })
})

t.test('a rule of the kind NRT has no schedule', async (t) => {
  const text = ruleText('kind: NRT').replace(/^(query(Freq|Per)|trigger).*\n/gm, '')
  t.match(await loadRule(text, FILE, parseQuery), { ok: true, rule: { kind: 'NRT', name: 'A rule' } })
})
