import fc from 'fast-check'
import t from 'tap'
import { readEvent } from '../../../../src/detect/read-event.ts'
import { readNative } from '../../../../src/decode/devices/zscaler/native/read-native.ts'
import { cpuTime } from '../../cpu-time.ts'

const TABS =
  '2026-10-16 22:55:48\treason=Allowed\tevent_id=6799437957281873922\tprotocol=HTTP\taction=Allowed\ttransactionsize=623\tresponsesize=512\t' +
  'requestsize=111\turlcategory=Internet Services\tserverip=203.0.113.7\trequestmethod=GET\trefererURL="None"\tuseragent=Browser/1.0\t' +
  'product=NSS\tlocation=Road Warrior\tClientIP=192.0.2.10\tstatus=200\tuser=bob@example.com\turl="www.example.com/a?b=c"\tvendor=Zscaler\t' +
  'hostname=www.example.com\tclientpublicIP=198.51.100.20\tthreatname=None\tdevicename=pc-7\tdevicename=pc-7\tepochtime="1792191348"'

const CARETS =
  'ZSCALERNSS: time=Fri Oct 16 22:55:48 2026^^timezone=UTC^^action=Allowed^^reason=Allowed^^hostname=www.example.com^^protocol=HTTP^^' +
  'serverip=203.0.113.7^^url=www.example.com/a?b=c^^urlcategory=News^^pagerisk=0^^clientpublicIP=198.51.100.20^^ClientIP=192.0.2.10^^' +
  'location=Office^^refererURL=None^^useragent=Browser/1.0^^department=Sales^^user=bob@example.com^^event_id=6799437957281873922^^' +
  'requestmethod=GET^^requestsize=111^^status=200^^responsesize=512'

const JSON_LINE =
  '{"sourcetype":"zscalernss-web","event":{"datetime":"2026-10-16 22:55:48","reason":"Allowed","event_id":"6799437957281873922",' +
  '"protocol":"HTTP","action":"Allowed","responsesize":"512","requestsize":"111","serverip":"203.0.113.7","requestmethod":"GET",' +
  '"refererURL":"None","useragent":"Browser/1.0","location":"Office","ClientIP":"192.0.2.10","status":"200","user":"bob@example.com",' +
  '"url":"www.example.com/a?b=c","vendor":"Zscaler","hostname":"www.example.com","clientpublicIP":"198.51.100.20"}}'

const LEEF =
  'Oct 16 22:55:48 zscaler-nss: LEEF:1.0|Zscaler|NSS|4.1|Allowed|cat=Allowed\tdevTime=Oct 16 2026 22:55:48 GMT\t' +
  'devTimeFormat=MMM dd yyyy HH:mm:ss z\tsrc=192.0.2.10\tdst=203.0.113.7\tsrcPostNAT=198.51.100.20\trealm=Office\t' +
  'usrName=bob@example.com\tsrcBytes=111\tdstBytes=512\trole=Sales\tpolicy=Allowed\turl=www.example.com/a?b=c\t' +
  'recordid=6799437957281873922\tuseragent=Browser/1.0\treferer=None\thostname=www.example.com\tappproto=HTTP\treqmethod=GET\trespcode=200'

const SHAPES = { TABS, CARETS, JSON_LINE, LEEF }

const REQUEST = {
  RequestURL: 'http://www.example.com/a?b=c',
  RequestMethod: 'GET',
  RequestClientApplication: 'Browser/1.0',
  SourceIP: '192.0.2.10',
  SourceTranslatedAddress: '198.51.100.20',
  DestinationIP: '203.0.113.7',
  DestinationHostName: 'www.example.com',
  DestinationDnsDomain: 'www.example.com',
  SourceUserName: 'bob@example.com',
  DeviceVendor: 'Zscaler',
  DeviceProduct: 'NSSWeblog',
  DeviceEventClassID: 'Allowed',
  DeviceAction: 'Allowed',
  EventOutcome: '200',
  ExtID: '6799437957281873922',
  ReceivedBytes: 512n,
  SentBytes: 111n,
  StartTime: BigInt(Date.UTC(2026, 9, 16, 22, 55, 48)) * 10_000n,
}

t.test('each shape of a web log is the same request', (t) => {
  for (const [name, line] of Object.entries(SHAPES)) {
    const { device, format, error, row, otherReadings } = readEvent(line, 0)
    t.match({ device, format, error, row }, { device: 'zscaler', format: 'native', error: null, row: REQUEST }, name)
    t.equal(row?.RequestContext, undefined, `${name}: no referer`)
    t.same(otherReadings, [], `${name}: one reading`)
  }
  t.equal(readEvent(TABS, 0).row?.SourceHostName, 'pc-7')
  t.match(readEvent(TABS, 0).row?.AdditionalExtensions, /;devicename=pc-7;epochtime=/, 'a field that is sent twice is kept once')
  t.end()
})

t.test('headers', (t) => {
  const tabs = TABS.slice('2026-10-16 22:55:48\t'.length)
  const carets = CARETS.slice('ZSCALERNSS: '.length)
  const cases: readonly [line: string, computer: string | undefined][] = [
    [tabs, undefined],
    [`<134>${TABS}`, undefined],
    [`<134>Oct 16 22:55:48 nss-1 ${tabs}`, 'nss-1'],
    [`Oct 16 22:55:48 nss-1\t${tabs}`, 'nss-1'],
    [`<134>1 2026-10-16T22:55:48Z nss-1 NSS - - - ${tabs}`, 'nss-1'],
    [`<134>${CARETS}`, undefined],
    [`Oct 16 22:55:48 ${CARETS}`, undefined],
    [`<134>Oct 16 22:55:48 nss-1 ${CARETS}`, 'nss-1'],
    [carets, undefined],
    [`<134>${JSON_LINE}`, undefined],
    [`Oct 16 22:55:48 nss-1 ${JSON_LINE}`, 'nss-1'],
    [`Oct 16 22:55:48 nss-1 NSS ${JSON_LINE}`, 'nss-1'],
    [`<134>1 2026-10-16T22:55:48Z nss-1 NSS - - - event=${JSON_LINE}`, 'nss-1'],
    [JSON_LINE.replaceAll('":', '" : ').replace('{', '{ '), undefined],
    [JSON_LINE.replace('{', '{"version":"v11",'), undefined],
    [`${TABS}\r\n`, undefined],
  ]
  for (const [line, computer] of cases) {
    const { row } = readEvent(line, 0)
    t.match(row, { RequestURL: REQUEST.RequestURL, RequestMethod: 'GET', SourceIP: '192.0.2.10' }, line.slice(0, 80))
    t.equal(row?.Computer, computer, line.slice(0, 80))
  }
  t.end()
})

t.test('a line is read as far as it goes', (t) => {
  for (const [name, line] of Object.entries(SHAPES)) {
    const end = line.indexOf('www.example.com/a?b=c') + 'www.example.com/a?b'.length
    t.equal(readEvent(line.slice(0, end), 0).row?.RequestURL, 'http://www.example.com/a?b'.slice(name === 'LEEF' ? 7 : 0), name)
  }
  t.end()
})

t.test('values', (t) => {
  const cases: readonly [line: string, columns: Record<string, unknown>][] = [
    [TABS.replace('=GET', '=get'), { RequestMethod: 'GET' }],
    [TABS.replace('=GET', '=invalid'), { RequestMethod: undefined }],
    [TABS.replace('=GET', '=NA'), { RequestMethod: undefined }],
    [TABS.replace('serverip=203.0.113.7', 'serverip=0.0.0.0'), { DestinationIP: undefined }],
    [TABS.replace('=192.0.2.10', '=2001:db8::5'), { SourceIP: '2001:db8::5' }],
    [TABS.replace('ClientIP=192.0.2.10\t', ''), { SourceIP: '198.51.100.20' }],
    [TABS.replace('protocol=HTTP', 'protocol=SSL'), { RequestURL: 'www.example.com/a?b=c' }],
    [TABS.replace('www.example.com/a?b=c', 'www.example.com:443'), { RequestURL: 'www.example.com:443' }],
    [TABS.replace('devicename=pc-7\tdevicename=pc-7', 'devicename=PC7:5F08D97B'), { SourceHostName: 'PC7' }],
    [TABS.replace('epochtime="1792191348"', 'datetime=26-10-16 22:55:48'), { StartTime: REQUEST.StartTime }],
    [
      TABS.replace('epochtime="1792191348"', 'time=Fri Oct 16 18:55:48 2026\ttz=America/New_York'),
      { StartTime: REQUEST.StartTime },
    ],
    [JSON_LINE.replace('"bob@example.com"', String.raw`"EXAMPLE\\bob \u00e9 \"b\""`), { SourceUserName: 'EXAMPLE\\bob é "b"' }],
    [JSON_LINE.replace('www.example.com/a?b=c', String.raw`www.example.com\/a?b\u003dc`), { RequestURL: REQUEST.RequestURL }],
    [JSON_LINE.replace('"6799437957281873922"', '6799437957281873922'), { ExtID: '6799437957281873922' }],
    [JSON_LINE.replace('"200"', 'null'), { EventOutcome: undefined }],
  ]
  for (const [line, columns] of cases) {
    const row: Readonly<Record<string, unknown>> = readEvent(line, 0).row ?? {}
    for (const [column, value] of Object.entries(columns)) t.equal(row[column], value, `${column}: ${line.slice(0, 300)}`)
  }
  t.end()
})

t.test('other logs', (t) => {
  const cases: readonly [line: string, row: Record<string, unknown>][] = [
    [
      '2026-10-16 22:55:48\tdatetime=2026-10-16 22:55:48\tuser=bob@example.com\tdepartment=Sales\tlocationname=Office\tcdport=8080\t' +
        'csport=52110\tcsip=192.0.2.10\tcdip=203.0.113.7\ttsip=198.51.100.20\taction=Drop\tproto=TCP\tinbytes=0\toutbytes=60\t' +
        'threatname=None\trulelabel=Default Rule\tvendor=Zscaler\tproduct=fw',
      {
        ...{
          DeviceProduct: 'NSSFWlog',
          SourceIP: '192.0.2.10',
          SourcePort: 52110,
          DestinationIP: '203.0.113.7',
          DestinationPort: 8080,
        },
        ...{
          Protocol: 'TCP',
          DeviceAction: 'Drop',
          Activity: 'Default Rule',
          SentBytes: 60n,
          DeviceCustomString6Label: 'threatname',
        },
      },
    ],
    [
      '{"sourcetype":"zscalernss-fw","event":{"datetime":"2026-10-16 22:55:48","csip":"192.0.2.10","cdip":"203.0.113.7","action":"Allow",' +
        '"cdfqdn":"www.example.com"}}',
      { DeviceProduct: 'NSSFWlog', SourceIP: '192.0.2.10', DestinationHostName: 'www.example.com' },
    ],
    [
      '{"sourcetype":"zscalernss-dns","event":{"user":"bob@example.com","reqaction":"Allow","dns_req":"www.example.com",' +
        '"clt_sip":"192.0.2.10","srv_dip":"203.0.113.53","srv_dport":"53"}}',
      { DeviceProduct: 'NSSDNSlog', SourceIP: '192.0.2.10', DestinationPort: 53, DeviceCustomString5: 'www.example.com' },
    ],
    [
      '2026-10-16 22:55:48\tRecordtype=Tunnel Samples\ttunneltype=IPSec\tuser=bob@example.com\tsourceip=192.0.2.1\t' +
        'destinationip=203.0.113.1\tsourceport=500\ttxbytes=2000000000000\tvendor=Zscaler\tproduct=IKEv2',
      { DeviceProduct: 'NSSTunnellog', SourceIP: '192.0.2.1', DeviceEventCategory: 'Tunnel Samples', SentBytes: 2000000000000n },
    ],
    [
      '{"sourcetype":"zscaler-nss-web","act":"Blocked","request":"www.example.com/a","requestMethod":"GET","src":"192.0.2.10"}',
      { DeviceProduct: 'NSSWeblog', RequestURL: 'www.example.com/a', RequestMethod: 'GET', SourceIP: '192.0.2.10' },
    ],
    [
      '{"LogTimestamp": "Fri Oct 16 22:55:48 2026","Exporter":"unset","Method":"GET","Protocol":"HTTPS","Host":"wiki.example.com",' +
        '"URL":"/page?id=1","UserAgent":"Browser/1.0","NameID":"bob@example.com","StatusCode":200,"ClientPublicIp":"198.51.100.20",' +
        '"ClientPrivateIp":"","RequestSize":2246}',
      {
        ...{
          DeviceProduct: 'ZPA',
          RequestURL: 'https://wiki.example.com/page?id=1',
          RequestMethod: 'GET',
          SourceIP: '198.51.100.20',
        },
        ...{ SourceUserName: 'bob@example.com', EventOutcome: '200', SentBytes: 2246n, StartTime: REQUEST.StartTime },
      },
    ],
    [
      '<134>{"LogTimestamp": "Fri Oct 16 22:55:48 2026","ConnectionStatus": "active","ClientLatitude": 00.000000,"ClientZEN": "x",' +
        '"Username": "bob@example.com","ServicePort": 8384,"InternalReason": "BRK_MT_SETUP_FAIL_REJECTED_BY_POLICY"}',
      { DeviceProduct: 'ZPA', SourceUserName: 'bob@example.com', DeviceAction: 'BRK_MT_SETUP_FAIL_REJECTED_BY_POLICY' },
    ],
  ]
  for (const [line, row] of cases) t.match(readEvent(line, 0), { device: 'zscaler', format: 'native', row }, line.slice(0, 100))
  t.end()
})

t.test('nobody else’s message is taken', (t) => {
  const lines = [
    '',
    '{}',
    '{"sourcetype":"other","url":"www.example.com/a","action":"Allowed","user":"bob"}',
    '{"LogTimestamp":"Fri Oct 16 22:55:48 2026","message":"hello"}',
    '{"message":"\\"sourcetype\\":\\"zscalernss-web\\""}',
    '{"clientip":"192.0.2.1","requestsize":1,"responsesize":2,"event_id":3,"recordid":4,"fileclass":5,"useragent":"x"}',
    'action=Allowed\tuser=bob\turl=www.example.com/a',
    'date=2026-10-16 time=22:55:48 url="/a\tClientIP=192.0.2.1\turlcategory=x\tevent_id=1"',
    'time=22:55:48 url="/a\tClientIP=192.0.2.1\turlcategory=x\tevent_id=1\tvendor=Zscaler"',
    '192.0.2.1 - - [16/Oct/2026:22:55:48 +0000] "GET /?a\tClientIP=x\turlcategory=y\tevent_id=z HTTP/1.1" 200 1 "-" "-"',
    'time=1^^a=b',
    'LEEF:1.0|Other|NSS|4.1|Allowed|cat=Allowed\tsrc=192.0.2.10',
    'ZSCALERNSS: hello',
    'The NSS free memory has decreased',
  ]
  for (const text of lines) t.equal(readNative({ text, structuredData: null, timestamp: null }), null, text)
  t.end()
})

t.test('anything', (t) => {
  const lines = Object.values(SHAPES)
  const mutated = fc
    .tuple(fc.constantFrom(...lines), fc.nat(), fc.nat({ max: 40 }), fc.string({ unit: 'binary', maxLength: 30 }))
    .map(([line, at, length, text]) => line.slice(0, at % line.length) + text + line.slice((at % line.length) + length))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated), (line) => {
      readNative({ text: line, structuredData: null, timestamp: null })
      readEvent(line, 0)
    }),
    { numRuns: 2000 },
  )
  t.pass('never throws')
  t.end()
})

t.test('time is linear in the length', (t) => {
  const hostile = [
    '\t',
    '^^',
    '"',
    '\\"',
    ' ',
    '\ta=',
    '^^user=',
    '"a":',
    '","',
    '" ,"a" :',
    '}',
    '"}',
    '\\',
    '=',
    '\t"',
    'url=',
  ].flatMap((piece) =>
    [TABS, CARETS, JSON_LINE, LEEF].map((line) => line.replace('www.example.com/a', () => piece.repeat(200_000 / piece.length))),
  )
  for (const line of hostile) {
    const time = cpuTime(() => readEvent(line, 0))
    t.ok(time < 1000, `${String(Math.round(time))} ms: ${line.slice(150, 190)} ${line.slice(100_000, 100_010)}`)
  }
  t.end()
})
