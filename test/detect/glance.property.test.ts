import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { NormalisedRow } from '../../src/decode/devices/device.ts'
import { createDetector, type DetectionForm } from '../../src/detect/detector.ts'
import { evaluateAsSent, evaluateRule } from '../../src/detect/evaluate-rule.ts'
import { compilePlan } from '../../src/detect/kql/compile-plan.ts'
import { readEvent } from '../../src/detect/read-event.ts'
import type { Rule } from '../../src/detect/rules/rule.ts'
import { scanNeedles } from '../../src/detect/scan-needles.ts'
import { IGNORE_EVENTS } from '../../src/runtime/ignore-events.ts'
import { seededRandom } from '../../src/simulator/random.ts'
import { mutate } from '../fuzz/mutate.ts'
import { batchOf } from '../receive/scanner/batches.ts'
import { eventLines } from './event-lines.ts'
import { rulesOf } from './rules-of.ts'

/*
 * A rule without literals gives the same at a glance as on the event, wholly read: no match more, none fewer, none different.
 */

const PROJECT = resolve(import.meta.dirname, '../..')
const RECEIVED_AT = Date.UTC(2026, 10, 24, 1, 2, 3)
const TIME_ZONE = 'America/New_York'

const RULES = await rulesOf([
  '| where DestinationPort == 443',
  '| where DestinationPort != 443 and SourcePort >= 0',
  '| where isempty(DestinationPort)',
  '| where isnotempty(SentBytes) or ReceivedBytes > 100',
  '| where SentBytes + ReceivedBytes > 1000 | where RequestURL !has "example"',
  '| where RequestURL matches regex @"^[^/]+/.*k"',
  '| where RequestClientApplication !contains "mozilla" and RequestMethod != "POST"',
  '| where DeviceVendor !has "Zscaler"',
  '| where not(DeviceProduct startswith "N") and strlen(Activity) > 3',
  '| where isempty(DeviceAction)',
  '| where DeviceAction !in~ ("blocked", "deny", "")',
  '| where SimplifiedDeviceAction != "Allowed"',
  '| where ipv4_is_private(SourceIP)',
  '| where not(ipv4_is_private(DestinationIP))',
  '| where isempty(SourceIP) or isempty(DestinationIP)',
  '| where DestinationIP == "" and DestinationPort > 0',
  '| where isempty(DestinationDnsDomain) or DestinationDnsDomain == DestinationHostName',
  '| where isempty(SourceUserName) or SourceHostName != ""',
  '| where AdditionalExtensions !has "cat" and LogSeverity != "9"',
  '| where isempty(Computer) or Computer != DeviceName',
  '| where RemoteIP != "" or CommunicationDirection == "1"',
  '| where StartTime < TimeGenerated',
  '| where EndTime < ago(1d) or EndTime > now()',
  '| where EndTime > datetime(2020-01-01 05:00:00) and now() > datetime(2020-01-01)',
  '| where hourofday(EndTime) in (1, 2, 3, 13)',
  '| where dayofweek(TimeGenerated) == 2d and Type == "CommonSecurityLog" and TenantId == ""',
  '| extend bytes = SentBytes + ReceivedBytes | extend twice = bytes * 2 | where twice > 100 or isnull(twice)',
  '| where DeviceCustomString6 != DeviceCustomString6Label',
  '| where DeviceCustomString1 != DeviceCustomString2 and DeviceCustomNumber1 != 7',
  '| mv-expand part = split(DeviceEventClassID, "1") to typeof(string) | where strlen(part) > 1',
  '| where DestinationPort > 100 | take 1 | where RequestURL != ""',
  '| where DestinationPort > 0 | union (CommonSecurityLog | where SourcePort > 0)',
  '| where toint(LogSeverity) >= 3 | project RequestURL, DestinationPort',
  '| where MaliciousIP != "" or IndicatorThreatType != ""',
  '| where EventCount > 1 or FileSize > 1 or FlexNumber1 > 1 or DeviceCustomFloatingPoint1 > 0.5',
])

const FORMS: readonly DetectionForm[] = ['normalised', 'as-sentinel']

const checked = RULES.flatMap((rule) => FORMS.map((form) => ({ rule, form, ...watch(rule, form) })))

/** A detector of one rule, and how many frames it has read. */
function watch(rule: Rule, form: DetectionForm) {
  const counts = { frames: 0, read: 0, matches: 0 }
  const events = { ...IGNORE_EVENTS, read: () => counts.read++ }
  const detector = createDetector({ rules: [rule], exclusions: [] }, events, { form, timeZoneOf: () => TIME_ZONE })
  return { counts, detector, query: compilePlan(rule.plan) }
}

type Checked = (typeof checked)[number]

function readingsOf(line: string, form: DetectionForm): readonly NormalisedRow[] {
  const { row, normalised, otherReadings } = readEvent(line, RECEIVED_AT, { form, timeZone: TIME_ZONE })
  return row === null ? [] : [{ row, normalised }, ...otherReadings]
}

/** The first reading and form that the rule is true of, by the full path. */
function wholly({ query, form }: Checked, readings: readonly NormalisedRow[]) {
  for (const reading of readings) {
    const match = form === 'as-sentinel' ? evaluateAsSent(query, reading.row) : evaluateRule(query, reading)
    if (match !== null) return [{ ...match, row: reading.row, normalised: reading.normalised }]
  }
  return []
}

function check(lines: readonly string[]): void {
  const batch = { ...batchOf(lines), receivedAt: RECEIVED_AT }
  for (const form of FORMS) {
    const events = lines.map((line) => ({ raw: line, readings: readingsOf(line, form) }))
    for (const each of checked.filter((each) => each.form === form)) {
      const matches = each.detector.detect(batch, RECEIVED_AT)
      each.counts.frames += lines.length
      each.counts.matches += matches.length
      const expected = events.flatMap(({ raw, readings }) => wholly(each, readings).map((match) => ({ ...match, raw })))
      const found = matches.map(({ matchedOn, outputs, indicators, row, normalised, raw }) => {
        return { matchedOn, outputs, indicators, row, normalised, raw }
      })
      if (!isDeepStrictEqual(found, expected)) throw new Error(`${form}: ${each.rule.query}`)
    }
  }
}

t.test('the rules have no literals that could be looked for', (t) => {
  for (const { query, literals } of RULES) t.equal(scanNeedles(literals), null, query)
  t.end()
})

const corpora = [
  { name: "the project's own lines", folder: resolve(PROJECT, 'test/fixtures') },
  { name: 'the shared sample lines', folder: resolve(PROJECT, '../shared/data/syslog') },
]

for (const { name, folder } of corpora) {
  const files = existsSync(folder) ? globSync('**/*.log', { cwd: folder }) : []
  const lines = files.flatMap((file) => readFileSync(resolve(folder, file), 'utf8').split('\n'))
  const skip = lines.length === 0 && `no lines in ${folder}`

  t.test(name, { skip }, (t) => {
    check(lines)
    t.end()
  })

  t.test(`${name}, mutated`, { skip }, (t) => {
    const line = fc.tuple(fc.constantFrom(...lines), fc.constantFrom(...lines), fc.nat()).map(([line, other, seed]) => {
      const { integer } = seededRandom(seed)
      // As it comes out of bytes.
      return Buffer.from(mutate(line, other, (below) => integer(0, below - 1))).toString()
    })
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), check), { numRuns: 200 })
    t.end()
  })
}

t.test('generated lines of the four families', (t) => {
  const line = eventLines(['x=1 dpt=443', 'dst=198.51.100.1', 'act=', 'k'])
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), check), { numRuns: 100 })
  t.end()
})

const HEADERS = [
  ...['Zscaler|NSSWeblog|5.7|Allowed', 'Zscaler|NSSFWlog|5.7|Blocked', 'Fortinet|Fortigate|v7|13056', 'Fortinet|FortiWeb|v7|2'],
  ...['Check Point|URL Filtering|Check Point|Log', '|Check Point|VPN-1|Check Point', 'Palo Alto Networks|PAN-OS|10.2|url'],
  ...['Palo Alto Networks|LF|2.0|THREAT', 'Other|Proxy|1|1', '||'],
]

const KEYS = [
  ...['dpt', 'destinationPort', 'spt', 'in', 'out', 'bytesOut', 'src', 'sourceAddress', 'dst', 'sourceTranslatedAddress', 'act'],
  ...[
    'action',
    'deviceAction',
    'destinationDnsDomain',
    'dhost',
    'shost',
    'suser',
    'request',
    'requestMethod',
    'rt',
    'start',
    'end',
  ],
  ...[
    'c6a2',
    'c6a2Label',
    'c6a3',
    'c6a3Label',
    'cs6',
    'cs6Label',
    'cs6label',
    'cs1',
    'cs2',
    'cn1',
    'cnt',
    'fsize',
    'cfp1',
    'cat',
  ],
  ...[
    'deviceDirection',
    'hostname',
    'http_host',
    'client_ip',
    'dtz',
    'tz',
    'dvchost',
    'xdpt',
    'dpt.',
    'Dpt',
    'requestClientApplication',
  ],
]

const VALUES = [
  ...[
    '',
    ' ',
    '443',
    '0',
    '-1',
    '99999999999',
    ' 80 ',
    '1.5',
    'None',
    'N/A',
    'GET',
    'get',
    'Allowed',
    'blocked',
    'Denied',
    'inbound',
  ],
  ...['192.0.2.1', '10.1.2.3', '203.0.113.7', '0.0.0.0', '2001:db8::1', 'fc00::1', 'example.com', 'example.com/k', '"/k?%6b=1"'],
  ...['1794747600', 'Nov 23 2026 20:02:03', '2026-11-24 01:02:03', 'Nov 24 01:02:03', 'Source IPv6 Address', 'md5hash', 'dpt=1'],
  ...[
    'a\\=b',
    'x dpt\\=2',
    'x\tdpt=3',
    'x\ndpt=4',
    'a|b',
    '\\',
    '(dpt=5)',
    '1',
    'utm:waf',
    'America/New_York',
    '+0900',
    '\u212a',
  ],
]

t.test('CEF of any keys and values', (t) => {
  const pair = fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...VALUES)).map(([key, value]) => `${key}=${value}`)
  const line = fc
    .tuple(
      fc.constantFrom('', '<134>Nov 24 01:02:03 fw ', '<14>1 2026-11-24T01:02:03Z h app - - - ', 'text '),
      fc.constantFrom('CEF:0|', 'CEF: 0|', '0|'),
      fc.constantFrom(...HEADERS),
      fc.constantFrom('|name|3|', '|', '||Low|', '|a\\|b=c|9| '),
      fc.array(pair, { maxLength: 12 }),
      fc.constantFrom(' ', '  ', '\t', '\r\n'),
    )
    .map(([syslog, start, header, end, pairs, separator]) => `${syslog}${start}${header}${end}${pairs.join(separator)}`)
  fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), check), { numRuns: 500 })
  t.end()
})

t.test('the test sees both answers of each rule, and events that are passed over at a glance', (t) => {
  for (const { rule, form, counts } of checked.filter(({ form }) => form === 'normalised')) {
    const { frames, matches } = counts
    const isNever = rule.query.includes('MaliciousIP')
    t.ok(isNever ? matches === 0 : matches > 0, `${form}, ${matches} of ${frames} frames: ${rule.query}`)
  }
  const passedOver = checked.filter(({ counts: { read, frames } }) => read < 0.9 * frames)
  t.ok(passedOver.length > 20, `${passedOver.length} did not read every tenth frame`)
  t.end()
})
