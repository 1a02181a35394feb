import t from 'tap'
import { explainEvent } from '../../src/detect/explain-event.ts'
import { loadShippedRules } from './shipped-rules.ts'

const OPTIONS = { now: Date.UTC(2026, 10, 24, 1, 2, 3), timeZone: 'Europe/Berlin' }

const rules = await loadShippedRules()
const ruleSet = { rules, exclusions: [] }
const explain = (line: string) => explainEvent(line, ruleSet, OPTIONS)

const PALO_ALTO =
  '<14>Nov 24 01:02:03 pa-1 CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|src=192.0.2.7 spt=no dst= cs9=x start=Nov 24 01:00:00 ' +
  'request="www.example.com/ui/chk?a=1" requestMethod=get act=alert'

t.test('a line that matches: every field and its column, what was normalised, and on what the rule is true', (t) => {
  const explanation = explain(`${Buffer.byteLength(PALO_ALTO)} ${PALO_ALTO}`)
  t.match(explanation, {
    framing: { octetCount: Buffer.byteLength(PALO_ALTO), bytes: Buffer.byteLength(PALO_ALTO) },
    syslog: { format: 'rfc3164', facility: 1, severity: 6, host: 'pa-1', timestamp: 'Nov 24 01:02:03' },
    message: /^CEF:0\|Palo Alto/,
    ...{ device: 'palo-alto', format: 'cef', error: null },
    row: { RequestMethod: 'GET', RequestURL: 'www.example.com/ui/chk?a=1', StartTime: '2026-11-24T00:00:00.0000000Z' },
  })
  const columnsOf = (key: string) => explanation.fields.find((field) => field.key === key)?.columns
  t.strictSame(columnsOf('deviceVendor'), ['DeviceVendor'])
  t.strictSame(columnsOf('src'), ['SourceIP'])
  t.strictSame(columnsOf('spt'), ['AdditionalExtensions'], 'a port that is no number')
  t.strictSame(columnsOf('dst'), [], 'nothing was sent')
  t.strictSame(columnsOf('cs9'), ['AdditionalExtensions'], 'no such column')
  t.match(
    explanation.normalised.find(({ column }) => column === 'RequestMethod'),
    { sent: 'get', now: 'GET' },
  )
  const high = explanation.rules.find(({ severity }) => severity === 'High')
  t.match(high, {
    matchedOn: 'normalised',
    indicators: [{ column: 'RequestURL', value: '/ui/chk' }],
    failed: null,
    exclusion: null,
  })
  t.same(JSON.parse(JSON.stringify(explanation)), explanation, 'plain JSON')
  t.end()
})

t.test('why a rule is not true: its first condition that fails, and what was seen', (t) => {
  const failedOf = (line: string, severity: string) => explain(line).rules.find((rule) => rule.severity === severity)?.failed
  t.match(failedOf(PALO_ALTO.replace('=get', '=post'), 'High'), {
    condition: 'RequestMethod == "GET"',
    values: [{ column: 'RequestMethod', value: 'POST' }],
  })
  t.match(failedOf(PALO_ALTO.replace('/ui/chk', '/'), 'High'), {
    condition: /^RequestURL has_any/,
    values: [{ column: 'RequestURL', value: 'www.example.com/?a=1' }],
  })
  t.match(failedOf(PALO_ALTO, 'Medium'), { condition: /RequestMethod/, values: [{ column: 'RequestMethod', value: 'GET' }] })
  t.end()
})

t.test('a line that cannot be read: how far it was read, and why no further', (t) => {
  t.match(explain('999 <14>Nov 24 01:02:03 sw1 %LINK-3-UPDOWN: up'), {
    framing: { octetCount: 999, bytes: 42 },
    syslog: { host: 'sw1' },
    ...{ device: 'other', format: null, error: { code: 'not_cef' }, fields: [], normalised: [], row: null, rules: [] },
  })
  t.match(explain(''), { error: { code: 'empty' }, row: null })
  t.end()
})

t.test('an exclusion that suppresses the alert is named', (t) => {
  const exclusion = {
    ...{ name: 'known', reason: 'tested', owner: 'soc@example.com', expires: '2027-01-31', rules: null, where: null },
    ...{ when: { sourceIp: ['192.0.2.0/24'] }, place: { file: 'exclusions.yaml' } },
  }
  const { rules: explained } = explainEvent(PALO_ALTO, { rules, exclusions: [exclusion] }, OPTIONS)
  t.match(
    explained.find(({ severity }) => severity === 'High'),
    { exclusion: 'known' },
  )
  t.end()
})
