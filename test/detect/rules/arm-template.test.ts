import t from 'tap'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import { loadRules } from '../../../src/detect/rules/load-rule.ts'

const FILE = 'export.json'

/** A rule as Sentinel's export of analytic rules has it: everything is there, much of it null. */
function resource(changes: object = {}, properties: object = {}) {
  return {
    id: "[concat(resourceId('Microsoft.OperationalInsights/workspaces/providers', parameters('workspace'), 'Microsoft.SecurityInsights'),'/alertRules/11111111-2222-3333-4444-555555555555')]",
    name: "[concat(parameters('workspace'),'/Microsoft.SecurityInsights/11111111-2222-3333-4444-55555555555A')]",
    type: 'Microsoft.OperationalInsights/workspaces/providers/alertRules',
    kind: 'Scheduled',
    apiVersion: '2023-12-01-preview',
    properties: {
      displayName: 'A rule',
      description: 'Finds something.',
      severity: 'Medium',
      enabled: true,
      query: 'CommonSecurityLog\n| where RequestURL has "token="\n| project SourceIP, RequestURL',
      queryFrequency: 'PT5H',
      queryPeriod: 'P1D',
      triggerOperator: 'GreaterThan',
      triggerThreshold: 0,
      suppressionDuration: 'PT5H',
      suppressionEnabled: false,
      startTimeUtc: null,
      tactics: ['Exfiltration'],
      techniques: ['T1071'],
      subTechniques: ['T1071.001'],
      alertRuleTemplateName: null,
      incidentConfiguration: {
        createIncident: true,
        groupingConfiguration: {
          enabled: false,
          reopenClosedIncident: false,
          lookbackDuration: 'PT5H',
          matchingMethod: 'AllEntities',
          groupByEntities: [],
          groupByAlertDetails: [],
          groupByCustomDetails: [],
        },
      },
      eventGroupingSettings: { aggregationKind: 'SingleAlert' },
      alertDetailsOverride: null,
      customDetails: { Address: 'SourceIP' },
      entityMappings: [{ entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'SourceIP' }] }],
      sentinelEntitiesMappings: null,
      templateVersion: null,
      ...properties,
    },
    ...changes,
  }
}

const template = (...resources: readonly object[]): string => {
  const $schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
  return JSON.stringify({ $schema, contentVersion: '1.0.0.0', parameters: { workspace: { type: 'String' } }, resources }, null, 4)
}

const load = (text: string) => loadRules([{ file: FILE, text }], parseQuery)

t.test('an export of several rules, of both kinds', async (t) => {
  const nrt = {
    ...{ queryFrequency: undefined, queryPeriod: undefined, triggerOperator: undefined, triggerThreshold: undefined },
    ...{ displayName: 'Another', description: null, templateVersion: '2.1.0', tactics: null, techniques: null },
  }
  const loaded = await load(template(resource(), resource({ kind: 'NRT', name: 'x/11111111-2222-3333-4444-666666666666' }, nrt)))
  t.match(loaded, {
    ok: true,
    rules: [
      {
        id: '11111111-2222-3333-4444-55555555555a',
        name: 'A rule',
        kind: 'Scheduled',
        version: '1.0.0',
        severity: 'Medium',
        tactics: ['Exfiltration'],
        techniques: ['T1071', 'T1071.001'],
        alertDetails: { customDetails: { Address: 'SourceIP' } },
        incidentConfiguration: { createIncident: true, groupingConfiguration: { lookbackDuration: 18_000_000 } },
        file: FILE,
      },
      { id: '11111111-2222-3333-4444-666666666666', name: 'Another', kind: 'NRT', version: '2.1.0', description: 'Another' },
    ],
  })
})

t.test('what is disabled in an export may be of any query', async (t) => {
  const text = template(resource({}, { enabled: false, query: 'CommonSecurityLog | summarize count()' }))
  t.match(await load(text), { ok: true, rules: [], disabled: [{ name: 'A rule' }] })
})

const REFUSED: readonly (readonly [text: string, error: { code?: string; message: RegExp; line?: number }])[] = [
  [template(), { message: /there is no rule in it/ }],
  [template(resource({ kind: 'Fusion' })), { message: /only rules of the kinds Scheduled and NRT/, line: 14 }],
  [template(resource({ type: 'Microsoft.Insights/workbooks' })), { message: /only analytic rules/, line: 13 }],
  [template(resource({ name: 'a rule' })), { message: /must end in the GUID of the rule/, line: 12 }],
  [template(resource({}, { severty: 'Low' })), { message: /unknown key "severty"; did you mean "severity"/, line: 71 }],
  [template(resource({}, { triggerOperator: 'LessThan' })), { message: /only GreaterThan/, line: 24 }],
  [template(resource({}, { queryPeriod: 'P' })), { message: /duration/, line: 23 }],
  [template(resource({}, { customDetails: { A: 'SourceIq' } })), { message: /no column "SourceIq"; did you mean "SourceIP"/ }],
  [
    template(resource({}, { query: 'CommonSecurityLog\n| summarize count()' })),
    { code: 'KQL_UNSUPPORTED', message: /summarize needs a window.* \(line 2, column 3 of the query\)$/, line: 21 },
  ],
  [
    template(resource(), resource({}, { displayName: 'Another' })),
    { message: /the id "11111111.*" is also that of the rule in export.json/, line: 73 },
  ],
]

t.test('what cannot be loaded is named with its place', async (t) => {
  for (const [text, { code = 'RULE_INVALID', message, line = Number }] of REFUSED) {
    t.match(await load(text), { ok: false, errors: [{ code, message, place: { file: FILE, line } }] }, String(message))
  }
})

t.test('what the API answers, a list of resources and a single one', async (t) => {
  const other = resource({ name: 'x/11111111-2222-3333-4444-666666666666' }, { displayName: 'Another' })
  for (const file of [{ value: [resource(), other] }, [resource(), other]]) {
    const loaded = await load(JSON.stringify(file))
    t.match(loaded, { ok: true, rules: [{ name: 'A rule' }, { name: 'Another' }] })
  }
  t.match(await load(JSON.stringify(resource())), { ok: true, rules: [{ id: '11111111-2222-3333-4444-55555555555a' }] })
  const broken = resource({}, { query: 'CommonSecurityLog | where Nothing' })
  for (const file of [{ value: [broken] }, [broken], broken]) {
    const loaded = await load(JSON.stringify(file, null, 1))
    const line =
      JSON.stringify(file, null, 1)
        .split('\n')
        .findIndex((text) => text.includes('"query"')) + 1
    t.match(loaded, { ok: false, errors: [{ place: { file: FILE, line } }] })
  }
  t.end()
})

t.test('a template that holds something else says so', async (t) => {
  const search = { type: 'Microsoft.OperationalInsights/workspaces/savedSearches', name: 'x', properties: {} }
  t.match(await load(template(resource(), search)), { ok: false, errors: [{ message: /only analytic rules \(alertRules\)/ }] })
  t.end()
})
