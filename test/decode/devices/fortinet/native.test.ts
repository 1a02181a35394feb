import t from 'tap'
import type { CefEvent } from '../../../../src/decode/cef-parser/cef-event.ts'
import { readNative } from '../../../../src/decode/devices/fortinet/native/read-native.ts'

const HEAD = 'date=2026-11-24 time=02:03:04 devname="fgt-a" devid="FGVM000000000001"'
const WEB = `${HEAD} logid="0316013056" type="utm" subtype="webfilter" eventtype="ftgd_blk" level="warning"`

function read(text: string): CefEvent | null {
  return readNative({ text, structuredData: null, timestamp: null })
}

/** The values that the event has for a CEF key. */
function values(text: string, key: string): readonly string[] | undefined {
  return read(text)?.extension.flatMap((field) => (field.key === key ? [field.value] : []))
}

t.test('what is in the format', (t) => {
  const texts = [
    WEB,
    WEB.replaceAll('"', ''),
    WEB.replaceAll(' ', ','),
    `${WEB}\r\n`,
    `logver=704022571 timestamp=1795485784 ${WEB}`,
    'date=2026-11-24 time=02:03:04 devname=fgt device_id=FGT0000000000001 log_id=0021000002 type=traffic subtype=allowed pri=notice',
    'date=2026-11-24 time=02:03:04 log_id=30000000 msg_id=000001351251 device_id=FVVM000000000001 type=traffic subtype="http"',
  ]
  for (const text of texts) t.ok(read(text), text)
  t.end()
})

t.test('what is not', (t) => {
  const texts = [
    '',
    'date=2026-11-24 time=02:03:04',
    WEB.replace('logid=', 'logids='),
    WEB.replace('0316013056', '1'),
    WEB.replace('type="utm" ', ''),
    WEB.replace('subtype=', 'sub='),
    `msg="${WEB.replaceAll('"', '\\"')}"`,
    `date=2026-11-24 msg="${WEB.replaceAll('"', '\\"')}"`,
    `CEF:0|Fortinet|Fortigate|v7.4.2|13056|utm:webfilter|4|FTNTFGTlogid=0316013056`,
    `GET /?${WEB}`,
    `192.0.2.1 - - [24/Nov/2026:02:03:04 +0100] "GET /?date=1 logid=0316013056 type=utm subtype=x HTTP/1.1" 200 1`,
    'id=firewall time="2026-11-24 02:03:04" fw=192.0.2.1 pri=6 proto=http op=GET dst=203.0.113.7 logid=0316013056 type=a subtype=b',
    'time=1795482184|hostname=gw|product=URL Filtering|action=Drop|type=a|subtype=b|logid=0316013056',
    '2026-11-24 02:03:04\treason=Allowed\tevent_id=7000000000000000001\ttype=a\tsubtype=b\tlogid=0316013056',
    '1,2026/11/24 02:03:04,000000000001,THREAT,url,1,2026/11/24 02:03:04,192.0.2.10,203.0.113.7,type=a',
  ]
  for (const text of texts) t.equal(read(text), null, text)
  t.end()
})

t.test('the header that the device’s CEF has', (t) => {
  const cases: readonly [
    fields: string,
    header: readonly [product: string, signature: string, name: string, severity: string],
  ][] = [
    [`${WEB} action="blocked"`, ['Fortigate', '13056', 'utm:webfilter ftgd_blk blocked', '4']],
    [
      'date=2026-11-24 devid=FG1 logid=0100032002 type=event subtype=system level=alert action=login status=failed',
      ['Fortigate', '32002', 'event:system login failed', '7'],
    ],
    [
      'date=2026-11-24 devid=FG1 logid=0000000013 type=traffic subtype=forward level=notice action=close',
      ['Fortigate', '00013', 'traffic:forward close', '3'],
    ],
    ['date=2026-11-24 devid=FPXVM1 logid=0317013312 type=utm subtype=webfilter', ['FortiProxy', '13312', 'utm:webfilter', '']],
    [
      'date=2026-11-24 log_id=20000010 device_id=FV-1KD type=attack subtype=waf pri=alert action=Alert',
      ['FortiWeb', '20000010', 'attack', 'alert'],
    ],
    [
      'date=2026-11-24 device_id=FEVM01 log_id=0300021505 type=spam subtype=default pri=notice',
      ['FortiMail', '21505', 'spam:default', '3'],
    ],
    // A client's words come later on the line, and change nothing.
    [`${WEB} agent="x" type="traffic" logid="0000000001" level="debug"`, ['Fortigate', '13056', 'utm:webfilter ftgd_blk', '4']],
  ]
  for (const [text, expected] of cases) {
    const header = read(text)?.header
    t.equal(header?.deviceVendor, 'Fortinet')
    t.strictSame([header?.deviceProduct, header?.signatureId, header?.name, header?.severity], expected, text)
  }
  t.end()
})

t.test('the keys of CEF', (t) => {
  const cases: readonly [field: string, key: string, value: string][] = [
    ['srcip=192.0.2.10', 'src', '192.0.2.10'],
    ['srcip=2001:db8::10', 'src', '2001:db8::10'],
    ['dstip=203.0.113.7', 'dst', '203.0.113.7'],
    ['srcport=1', 'spt', '1'],
    ['dstport=2', 'dpt', '2'],
    ['srcintf="port 1"', 'deviceInboundInterface', 'port 1'],
    ['dstintf="port2"', 'deviceOutboundInterface', 'port2'],
    ['user="bob"', 'duser', 'bob'],
    ['service="HTTP"', 'app', 'HTTP'],
    ['app="HTTP.BROWSER"', 'FTNTFGTapp', 'HTTP.BROWSER'],
    ['cat=26', 'FTNTFGTcat', '26'],
    ['sentbyte=96', 'out', '96'],
    ['rcvdbyte=97', 'in', '97'],
    ['sessionid=9223372036854775807', 'externalId', '9223372036854775807'],
    ['catdesc="Malicious Websites"', 'requestContext', 'Malicious Websites'],
    ['transip=198.51.100.1', 'sourceTranslatedAddress', '198.51.100.1'],
    ['direction="outgoing"', 'deviceDirection', '1'],
    ['direction="incoming"', 'deviceDirection', '0'],
    ['direction="N/A"', 'FTNTFGTdirection', 'N/A'],
    ['httpmethod="GET"', 'FTNTFGThttpmethod', 'GET'],
    ['method="domain"', 'FTNTFGTmethod', 'domain'],
    ['dstname="www.example.com"', 'FTNTFGTdstname', 'www.example.com'],
    ['http_host="www.example.com"', 'dhost', 'www.example.com'],
    ['src_port=3', 'spt', '3'],
    // Not only a text that contains the CEF key.
    ['dst=203.0.113.8', 'dst', '203.0.113.8'],
  ]
  for (const [field, key, value] of cases) t.strictSame(values(`${WEB} ${field}`, key), [value], field)
  t.strictSame(values('date=2026-11-24 logid=0000000013 type=traffic subtype=forward user=bob', 'suser'), ['bob'])
  t.end()
})

t.test('values in quotes and without', (t) => {
  const cases: readonly [fields: string, urls: readonly string[]][] = [
    ['url="/a b"', ['/a b']],
    ['url=/a?b=c', ['/a?b=c']],
    ['url=""', ['']],
    ['url="/a\\"b"', ['/a"b']],
    ['url="/a\\\\b"', ['/a\\b']],
    ['url="/a\\\\" x="y"', ['/a\\']],
    ['url="/a\\b"', ['/a\\b']],
    ['url="/a  " x=1', ['/a']],
    ['url="/größe"', ['/größe']],
    ['url="/\u0000\ufffd\n\tb"', ['/\u0000\ufffd\n\tb']],
    // A device that escapes: no field begins in a value.
    ['url="/a\\" url=\\"/b" httpmethod="GET"', ['/a" url="/b']],
    ['agent="x\\" url=\\"/b" url="/a"', ['/a']],
    // Devices that do not escape.
    ['url="/a\\" httpmethod="GET"', ['/a\\']],
    ['url="/a\\" sentbyte=9 msg="b"', ['/a\\']],
    ['url="/a"b"', ['/a"b']],
    ['url="/a" url="/b"', ['/a', '/b']],
    // Cut off.
    ['url="/a', ['/a']],
    ['url="/a\\', ['/a\\']],
    ['url="', ['']],
    ['url=', ['']],
    ['url', []],
    ['"url=/a" stray "words" url="/b"', ['/b']],
  ]
  for (const [fields, urls] of cases) t.strictSame(values(`${WEB} ${fields}`, 'request'), urls, fields)
  t.end()
})

t.test('a method that stands there twice is one of the column’s own key, of which all values are tried', (t) => {
  t.strictSame(values(`${WEB} agent="x" httpmethod="POST" y="" httpmethod="GET"`, 'requestMethod'), ['POST', 'GET'])
  t.strictSame(values(`${WEB} httpmethod="GET"`, 'requestMethod'), [])
  t.end()
})
