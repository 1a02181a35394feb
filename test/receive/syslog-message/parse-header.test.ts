import fc from 'fast-check'
import t from 'tap'
import { parseSyslogHeader } from '../../../src/receive/syslog-message/parse-header.ts'
import type { SyslogHeader } from '../../../src/receive/syslog-message/syslog-header.ts'
import { cpuTime } from '../../decode/cpu-time.ts'

const NOTHING = {
  format: 'none',
  facility: null,
  severity: null,
  timestamp: null,
  host: null,
  appName: null,
  procId: null,
  msgId: null,
  structuredData: null,
} satisfies Omit<SyslogHeader, 'messageOffset'>

const BSD = { format: 'rfc3164' } as const
const BSD_PRI = { ...BSD, facility: 16, severity: 6 }
const IETF = { format: 'rfc5424', facility: 16, severity: 6 } as const

const CEF = 'CEF:0|Vendor|Product|1|1|name|3|act=x'
const OCT_16 = { timestamp: 'Oct 16 22:55:48' }
const ISO_NOW = { timestamp: '2026-03-01T20:48:23.048Z' }

/** The header, the message after it, and the fields that the header has. */
type Case = readonly [header: string, message: string, expected: Partial<SyslogHeader>]

const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  'RFC 3164': [
    ['<134>Oct 16 22:55:48 nss ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss' }],
    ['<134>Oct 16 22:55:48 nss named[12]: ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss', appName: 'named', procId: '12' }],
    ['<134>Oct 16 22:55:48 nss app: ', 'hello', { ...BSD_PRI, ...OCT_16, host: 'nss', appName: 'app' }],
    ['<0>Oct 16 22:55:48 nss ', CEF, { ...BSD, facility: 0, severity: 0, ...OCT_16, host: 'nss' }],
    ['<191>Oct 16 22:55:48 nss ', CEF, { ...BSD, facility: 23, severity: 7, ...OCT_16, host: 'nss' }],
  ],
  'what devices leave out or add': [
    ['', CEF, {}],
    ['<134>', CEF, BSD_PRI],
    ['<134> ', CEF, BSD_PRI],
    ['<134> Oct 16 22:55:48 nss ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss' }],
    ['Oct 16 22:55:48 nss ', CEF, { ...BSD, ...OCT_16, host: 'nss' }],
    ['Oct 16 22:55:48 ', CEF, { ...BSD, ...OCT_16 }],
    ['Oct 16 22:55:48 nss\t', CEF, { ...BSD, ...OCT_16, host: 'nss' }],
    ['Oct 16 22:55:48 nss: ', CEF, { ...BSD, ...OCT_16, host: 'nss' }],
    ['Oct 16 22:55:48 2001:db8::1: ', CEF, { ...BSD, ...OCT_16, host: '2001:db8::1' }],
    [
      '<118>Mar  1 22:05:35 [192.0.2.143] ZscalerNSS: ',
      'memory',
      {
        ...BSD,
        facility: 14,
        severity: 6,
        timestamp: 'Mar  1 22:05:35',
        host: '192.0.2.143',
        appName: 'ZscalerNSS',
      },
    ],
    ['Oct 16 22:55:48 [2001:db8::1] ', CEF, { ...BSD, ...OCT_16, host: '2001:db8::1' }],
    ['Oct 16 22:55:48 2001:db8::1 ', CEF, { ...BSD, ...OCT_16, host: '2001:db8::1' }],
    ['2026-10-16 22:55:48\t', CEF, { ...BSD, timestamp: '2026-10-16 22:55:48' }],
    ['<134>2026-10-16 22:55:48\tnss\t', CEF, { ...BSD_PRI, timestamp: '2026-10-16 22:55:48', host: 'nss' }],
    [
      '<134> 2026-10-16T22:55:48.000000+00:00Z nss ',
      CEF,
      {
        ...BSD_PRI,
        timestamp: '2026-10-16T22:55:48.000000+00:00Z',
        host: 'nss',
      },
    ],
    ['<134>threat.warning: ', CEF, { ...BSD_PRI, appName: 'threat.warning' }],
    ['<134>cef[24366]: ', CEF, { ...BSD_PRI, appName: 'cef', procId: '24366' }],
    ['<134>Oct 16 22:55:48 nss OPS ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss', appName: 'OPS' }],
    ['<134>Oct 16 22:55:48 nss detect -: ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss', appName: 'detect' }],
    ['\uFEFF<134>Oct 16 22:55:48 nss ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss' }],
    ['123 <134>Oct 16 22:55:48 nss ', CEF, { ...BSD_PRI, ...OCT_16, host: 'nss' }],
    ['1493738863000 nss ', CEF, { ...BSD, timestamp: '1493738863000', host: 'nss' }],
    ['Oct 16 2026 22:55:48.125 UTC nss ', CEF, { ...BSD, timestamp: 'Oct 16 2026 22:55:48.125 UTC', host: 'nss' }],
  ],
  'RFC 5424': [
    [
      '<134>1 2026-03-01T20:48:23.048Z gw app 77 ID7 - ',
      CEF,
      {
        ...IETF,
        ...ISO_NOW,
        host: 'gw',
        appName: 'app',
        procId: '77',
        msgId: 'ID7',
      },
    ],
    ['<134>1 - - - - - - ', CEF, IETF],
    ['<134>1 2026-03-01T20:48:23.048Z gw - - - - \uFEFF', CEF, { ...IETF, ...ISO_NOW, host: 'gw' }],
    [
      '<134>1 2026-03-01T20:48:23.048Z gw app - - [a@1 k="v"][b@1 x="\\"\\]y]\\\\"] ',
      CEF,
      {
        ...IETF,
        ...ISO_NOW,
        host: 'gw',
        appName: 'app',
        structuredData: '[a@1 k="v"][b@1 x="\\"\\]y]\\\\"]',
      },
    ],
    [
      '<134>1 2026-03-01T20:48:23.048Z gw CheckPoint 1930 - [x@2620 action="Detect" method="GET"]',
      '',
      {
        ...IETF,
        ...ISO_NOW,
        host: 'gw',
        appName: 'CheckPoint',
        procId: '1930',
        structuredData: '[x@2620 action="Detect" method="GET"]',
      },
    ],
    ['535 <134>1 2026-03-01T20:48:23.048Z gw - - - - ', CEF, { ...IETF, ...ISO_NOW, host: 'gw' }],
  ],
  'RFC 5424, broken': [
    [
      '<134>1 2026-03-01T20:48:23.000000+00:00Z gw ',
      CEF,
      {
        ...IETF,
        timestamp: '2026-03-01T20:48:23.000000+00:00Z',
        host: 'gw',
      },
    ],
    ['<134>1 2026-03-01 20:48:23 gw app - - - ', CEF, { ...IETF, timestamp: '2026-03-01 20:48:23', host: 'gw', appName: 'app' }],
    ['<134>1 Mar  1 20:48:23 gw app - - - ', CEF, { ...IETF, timestamp: 'Mar  1 20:48:23', host: 'gw', appName: 'app' }],
    [
      '<134>1 yesterday gw flow 20681 - - ',
      'x,y',
      { ...IETF, timestamp: 'yesterday', host: 'gw', appName: 'flow', procId: '20681' },
    ],
    ['<134>1 - gw log: ', 'k="v"', { ...IETF, host: 'gw', appName: 'log' }],
    [
      '<134>1 2026-03-01T20:48:23.048Z gw CheckPoint 1930 - ',
      '[action:"Accept"; src:"192.0.2.1"; ]',
      {
        ...IETF,
        ...ISO_NOW,
        host: 'gw',
        appName: 'CheckPoint',
        procId: '1930',
      },
    ],
    ['<134>1 2026-03-01T20:48:23.048Z gw app - - ', '[a@1 k="unclosed', { ...IETF, ...ISO_NOW, host: 'gw', appName: 'app' }],
    ['<134>1 2026-03-01T20:48:23.048Z gw ', 'date=2026-03-01 time=20:48:23', { ...IETF, ...ISO_NOW, host: 'gw' }],
  ],
  'a header inside a header': [
    [
      'Mar 1 20:48:23 198.51.100.1 4377 <14>1 2026-03-01T20:48:23.048Z fw logforwarder - panwlogs - ',
      CEF,
      { format: 'rfc5424', facility: 1, severity: 6, ...ISO_NOW, host: 'fw', appName: 'logforwarder', msgId: 'panwlogs' },
    ],
    ['<13>Oct 16 22:55:49 relay <134>Oct 16 22:55:48 fw ', CEF, { ...BSD_PRI, ...OCT_16, host: 'fw' }],
    ['<134>Oct 16 22:55:49 relay Oct 16 22:55:48 fw ', CEF, { ...BSD_PRI, ...OCT_16, host: 'fw' }],
    ['<134>Oct 16 22:55:48 relay <13>', CEF, { ...BSD, facility: 1, severity: 5, ...OCT_16, host: 'relay' }],
    ['<13>1 - relay - - - - <134>Oct 16 22:55:48 fw ', CEF, { ...BSD_PRI, ...OCT_16, host: 'fw' }],
    ['<134>Oct 16 22:55:48 gw app: ', '2026-10-16 22:55:48 ERROR here', { ...BSD_PRI, ...OCT_16, host: 'gw', appName: 'app' }],
  ],
  'the start of a message is no header': [
    ['Oct 16 22:55:48 fw ', 'CEF: 0|Fortinet|..', { ...BSD, ...OCT_16, host: 'fw' }],
    ['Oct 16 22:55:48 ', 'CEF: 0|Fortinet|..', { ...BSD, ...OCT_16 }],
    ['<134>', 'CEF: 0|Fortinet|..', BSD_PRI],
    ['Oct 16 22:55:48 fw ', 'CEF :0|Check Point|..', { ...BSD, ...OCT_16, host: 'fw' }],
    ['Oct 16 22:55:48 ', 'CEF :0|Check Point|..', { ...BSD, ...OCT_16 }],
    ['Oct 16 22:55:48 gw ', '0|Check Point|..', { ...BSD, ...OCT_16, host: 'gw' }],
    ['<134>1 - gw ', 'CEF: 0|Fortinet|..', { ...IETF, host: 'gw' }],
    ['<188>', 'date=2026-04-23 time=12:17:48 devname="x"', { ...BSD, facility: 23, severity: 4 }],
    ['<188> Oct 16 22:55:48 fw ', 'date=2026-04-23 time=12:17:48', { ...BSD, facility: 23, severity: 4, ...OCT_16, host: 'fw' }],
    ['Oct 16 22:55:48 ', 'date=2026-04-23 time=12:17:48', { ...BSD, ...OCT_16 }],
    ['Oct 30 09:46:12 ', '1,2026/10/30 09:46:12,0011,THREAT,url', { ...BSD, timestamp: 'Oct 30 09:46:12' }],
    ['Oct 16 22:55:48 ', 'reason=Allowed\taction=Allowed', { ...BSD, ...OCT_16 }],
    ['<134>', '{"sourcetype":"zscalernss-web"}', BSD_PRI],
    ['', 'time=1696939200|hostname=gw|product=IPS', {}],
    ['', '<999>Oct 16 22:55:48 nss hello', {}],
    ['', '17 apples', {}],
    ['', 'Syslogdate Sysloghost CEF:0|a', {}],
    ['', '', {}],
    ['\uFEFF', 'hello', {}],
  ],
}

for (const [group, cases] of Object.entries(GROUPS)) {
  t.test(group, (t) => {
    for (const [header, message, expected] of cases) {
      const { messageOffset, ...actual } = parseSyslogHeader(header + message)
      t.strictSame(actual, { ...NOTHING, ...expected }, `${header}${message}`)
      t.equal((header + message).slice(messageOffset), message, `message of ${header}`)
    }
    t.end()
  })
}

t.test('no text throws, and every field stands in it before the message', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.stringMatching(/^(<\d{1,3}>|1 |[A-Z]: |- |\[a@1 x="[\]y]"\]|Oct 1 01:01:01 | )*$/)),
        (text) => {
          const { facility, severity, format, messageOffset, ...fields } = parseSyslogHeader(text)
          const before = text.slice(0, messageOffset)
          return messageOffset <= text.length && Object.values(fields).every((field) => field === null || before.includes(field))
        },
      ),
    ),
  )
  t.end()
})

t.test('no header swallows the start of CEF', (t) => {
  const token = fc.constantFrom(
    '<134>',
    '<13> ',
    '1 ',
    '12 ',
    'Oct 16 22:55:48 ',
    '2026-10-16 22:55:48\t',
    'host ',
    'tag: ',
    'a[1]: ',
    '- ',
    'CEF ',
  )
  const start = fc.constantFrom('CEF:0|', 'CEF: 0|', 'CEF :0|', 'CEF:1|')
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.array(token), start, (tokens, cef) => {
        const text = `${tokens.join('')}${cef}Vendor|Product|1|1|name|3|`
        return parseSyslogHeader(text).messageOffset <= text.indexOf(cef)
      }),
      { numRuns: 1000 },
    ),
  )
  t.end()
})

t.test('64 KiB of anything repeated takes time linear in its length', (t) => {
  const signs = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  const units = [
    ...signs,
    '\t',
    '\n',
    '\0',
    '\uFEFF',
    '<1>',
    '1 ',
    '<1>1 ',
    'Oct 16 22:55:48 ',
    '[a@1 ',
    '[a@1 x="\\"',
    'a: ',
    'CEF ',
    '- ',
  ]
  const slow: string[] = []
  for (const unit of units) {
    for (const prefix of ['', '<134>', '<134>1 ', '<134>1 - - - - - ', '<134>1 - - - - - [a@1 x="', 'Oct 16 22:55:48 ']) {
      const text = `${prefix}${unit.repeat(65_536 / unit.length)}x`
      const took = cpuTime(() => void parseSyslogHeader(text))
      if (took > 2000) slow.push(`${prefix}, ${unit} repeated: ${Math.round(took)} ms`)
    }
  }
  t.strictSame(slow, [])
  t.end()
})
