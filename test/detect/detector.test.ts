import t from 'tap'
import { createDetector, type DetectionForm, type DetectorEvents, type RuleSet } from '../../src/detect/detector.ts'
import type { Exclusion } from '../../src/detect/exclusions/exclusion.ts'
import { IGNORE_EVENTS } from '../../src/runtime/ignore-events.ts'
import { batchOf } from '../receive/scanner/batches.ts'
import { rulesOf } from './rules-of.ts'
import { loadShippedRules } from './shipped-rules.ts'

const NOW = Date.parse('2026-11-24T12:00:00Z')

const rules = (await loadShippedRules()).toSorted((a, b) => a.severity.localeCompare(b.severity))

function matchesOf(lines: readonly string[], ruleSet: RuleSet = { rules, exclusions: [] }, form?: DetectionForm) {
  return createDetector(ruleSet, IGNORE_EVENTS, form === undefined ? {} : { form }).detect(batchOf(lines), NOW)
}

const zscaler = (url: string, method = 'GET') =>
  `Nov 24 01:02:03 zscaler-nss CEF:0|Zscaler|NSSWeblog|5.7|Blocked|x|3|act=Blocked src=192.0.2.1 request=${url} requestMethod=${method}`
const fortinet = (path: string, rest = '') =>
  `Nov 24 01:02:03 fgt CEF: 0|Fortinet|Fortigate|v7.0.1|13312|utm:webfilter|2|src=192.0.2.2 dhost=c2.example.net act=passthrough request=${path} ${rest}`
const paloAlto = (url: string) =>
  `<14>Nov 24 01:02:03 pa CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|src=192.0.2.3 act=alert request="${url}" requestMethod=get`

t.test('on which form of the event a rule is true, and what the device did', (t) => {
  const high = rules[0]?.id
  const medium = rules[1]?.id
  const cases: readonly [string, object | null][] = [
    [zscaler('c2.example.net/ui/chk'), { ruleId: high, matchedOn: 'raw', verdict: 'blocked', device: 'zscaler' }],
    [
      zscaler('c2.example.net/a?mactok%3D1'),
      { ruleId: high, matchedOn: 'decoded', indicators: [{ column: 'RequestURL', value: 'mactok=' }] },
    ],
    [zscaler('c2.example.net/a?mactok%253D1'), { ruleId: high, matchedOn: 'decoded' }],
    [zscaler('c2.example.net/a?x=1%26mactok=1'), { ruleId: high, matchedOn: 'decoded' }],
    [zscaler('c2.example.net/ui/chkout'), null],
    [zscaler('c2.example.net/ui/chk', 'POST'), null],
    [
      paloAlto('c2.example.net/ui/chk'),
      { ruleId: high, matchedOn: 'normalised', verdict: 'allowed', normalised: { RequestMethod: 'get' } },
    ],
    [
      fortinet('/ui/chk', 'FTNTFGThttpmethod=GET'),
      { ruleId: high, matchedOn: 'normalised', row: { RequestURL: 'c2.example.net/ui/chk' } },
    ],
    [fortinet('/a?mactok\\=1', 'FTNTFGTmethod=domain'), { ruleId: medium, matchedOn: 'raw', device: 'fortinet' }],
    [
      'CEF:0|Other|Proxy|1|1|x|1|request=http://h.example.net/ui/chk requestMethod=GET',
      { ruleId: high, device: 'other', matchedOn: 'raw' },
    ],
    ['CEF:0|Zscaler|act=Blocked request=h.example.net/ui/chk requestMethod=GET', { ruleId: high, matchedOn: 'raw' }],
    ['Nov 24 01:02:03 host app: /ui/chk', null],
    ['', null],
  ]
  for (const [line, expected] of cases) {
    const matches = matchesOf([line])
    t.match(matches, expected === null ? [] : [{ ...expected, raw: line, exclusion: null, detectedAt: NOW }], line)
    t.equal(matches.length, expected === null ? 0 : 1, line)
  }
  t.end()
})

t.test('as Sentinel would have it, nothing is normalised and nothing decoded', (t) => {
  const lines = [paloAlto('c2.example.net/ui/chk'), zscaler('c2.example.net/a?mactok%3D1'), zscaler('c2.example.net/ui/chk')]
  t.match(matchesOf(lines, undefined, 'as-sentinel'), [{ raw: lines[2], normalised: {} }])
  t.equal(matchesOf(lines).length, 3)
  t.end()
})

t.test('an exclusion names itself in the match while it is in force', (t) => {
  const exclusion: Exclusion = {
    name: 'proxy test',
    reason: 'a test',
    owner: 'net@example.com',
    expires: '2026-11-24',
    rules: null,
    when: { sourceIp: ['192.0.2.1'] },
    where: null,
    place: { file: 'exclusions.yaml' },
  }
  const exclusionOf = (expires: string) =>
    matchesOf([zscaler('c2.example.net/ui/chk')], { rules, exclusions: [{ ...exclusion, expires }] })[0]?.exclusion
  t.equal(exclusionOf('2026-11-24'), 'proxy test')
  t.equal(exclusionOf('2026-11-23'), null)
  t.end()
})

t.test('matches keep the order of the batch and the sender of each frame', (t) => {
  const lines = [zscaler('a.example.net/ui/chk'), zscaler('a.example.net/'), paloAlto('b.example.net/ui/chk')]
  const batch = { ...batchOf(lines), addresses: ['192.0.2.11', '192.0.2.12', '192.0.2.13'], transport: 'udp' as const }
  const matches = createDetector({ rules, exclusions: [] }, IGNORE_EVENTS).detect(batch, NOW)
  t.match(matches, [
    { raw: lines[0], source: { address: '192.0.2.11', transport: 'udp' } },
    { raw: lines[2], source: { address: '192.0.2.13' } },
  ])
  t.end()
})

t.test('only candidates are read', (t) => {
  const read: string[] = []
  const detector = createDetector(
    { rules, exclusions: [] },
    { ...IGNORE_EVENTS, read: (_batch, _index, { error }) => read.push(error?.code ?? 'ok') },
  )
  detector.detect(
    batchOf([zscaler('a.example.net/'), zscaler('a.example.net/ui/chk'), 'not CEF', zscaler('b.example.net/')]),
    NOW,
  )
  t.strictSame(read, ['ok', 'not_cef'])
  t.end()
})

t.test('a rule without literals looks at a glance, and does not change which frames are read for the others', async (t) => {
  const [literal, port, request] = await rulesOf([
    '| where RequestURL has "gate"',
    '| where DestinationPort == 8443',
    '| where RequestURL matches regex "^x[0-9]"',
  ])
  if (literal === undefined || port === undefined || request === undefined) throw new Error('three rules')
  const lines = [
    `${zscaler('a.example.net/')} dpt=443`,
    `${zscaler('a.example.net/gate')} dpt=443`,
    'not CEF',
    `${zscaler('b.example.net/')} dpt=8443`,
    `${zscaler('b.example.net/gate')} dpt=8443`,
    zscaler('x1.example.net'),
  ]
  const names = new Map([literal, port, request].map(({ id }, index) => [id, ['literal', 'port', 'request'][index]]))
  const detect = (rules: RuleSet['rules']) => {
    const read: number[] = []
    const evaluated: Record<string, number> = {}
    const events: DetectorEvents = {
      ...IGNORE_EVENTS,
      read: (_batch, index) => read.push(index),
      evaluated: ({ id }) => (evaluated[names.get(id) ?? ''] = (evaluated[names.get(id) ?? ''] ?? 0) + 1),
    }
    const matches = createDetector({ rules, exclusions: [] }, events).detect(batchOf(lines), NOW)
    return { read, evaluated, matches: matches.map(({ ruleId, raw }) => [names.get(ruleId), lines.indexOf(raw)]) }
  }
  const ofLiteral = [
    ['literal', 1],
    ['literal', 4],
  ]
  t.strictSame(detect([literal]), { read: [1, 2, 4], evaluated: { literal: 2 }, matches: ofLiteral })
  t.strictSame(detect([literal, port]), {
    read: [1, 2, 3, 4],
    evaluated: { literal: 2, port: 5 },
    matches: [['literal', 1], ['port', 3], ['literal', 4], ['port', 4]], // prettier-ignore
  })
  t.strictSame(detect([port, literal]).matches.slice(2), [['port', 4], ['literal', 4]], "a frame's matches in the rules' order") // prettier-ignore
  t.strictSame(detect([request, literal, port]), {
    read: [0, 1, 2, 3, 4, 5],
    evaluated: { request: 5, literal: 2, port: 5 },
    matches: [['literal', 1], ['port', 3], ['literal', 4], ['port', 4], ['request', 5]], // prettier-ignore
  })
  t.end()
})

t.test('a rule whose query takes a list apart is one match an event, or one a result if it asks for that', async (t) => {
  const [rule] = await rulesOf(['| where RequestURL has "gate" | mv-expand Part = split(RequestURL, "/") to typeof(string)'])
  if (rule === undefined) throw new Error('one rule')
  const mapping = { entityType: 'URL', fieldMappings: [{ identifier: 'Url', columnName: 'Part' }] }
  const outputsOf = (isAlertPerResult: boolean) =>
    matchesOf([zscaler('a.example.net/gate/b')], {
      rules: [{ ...rule, isAlertPerResult, entityMappings: [mapping] }],
      exclusions: [],
    }).map(({ outputs }) => outputs.map((output) => output['Part']))
  t.same(outputsOf(false).flat(), outputsOf(true).flat())
  t.match(outputsOf(false), [/gate/])
  t.ok(outputsOf(true).length > 2)
  t.end()
})
