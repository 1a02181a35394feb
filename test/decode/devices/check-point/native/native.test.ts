import fc from 'fast-check'
import t from 'tap'
import type { CefEvent } from '../../../../../src/decode/cef-parser/cef-event.ts'
import { checkPoint } from '../../../../../src/decode/devices/check-point/family.ts'
import { readNative } from '../../../../../src/decode/devices/check-point/native/native.ts'
import { readEvent } from '../../../../../src/detect/read-event.ts'
import { parseSyslogHeader } from '../../../../../src/receive/syslog-message/parse-header.ts'

const OWN = '[action:"Drop"; resource:"http://www.example.com/"; method:"GET"; src:"192.0.2.10"]'
const STRUCTURED_DATA = '[x@2620 action="Drop" resource="http://www.example.com/" method="GET" src="192.0.2.10"]'
const SPLUNK = 'time=1794747600|hostname=log-1|action=Drop|method=GET|resource=http://www.example.com/|src=192.0.2.10|'

/** What is read of a frame; the extension as `k=v`. */
function read(frame: string): { readonly header: CefEvent['header']; readonly extension: readonly string[] } | null {
  const { structuredData, messageOffset } = parseSyslogHeader(frame)
  const event = readNative({ text: frame.slice(messageOffset), structuredData, timestamp: null })
  return event === null ? null : { header: event.header, extension: event.extension.map(({ key, value }) => `${key}=${value}`) }
}

const HEADERS = [
  '<134>1 2026-03-29T13:20:47Z gw-1 CheckPoint 1930 - ',
  '<134>1 2026-03-29T13:20:47Z gw-1 CheckPoint 1930 - - ',
  '<134>1 2026-03-29 13:20:47Z gw-1 CheckPoint 1930 - ',
  '<134> 2026-03-29T13:20:47.000000+00:00 gw-1 CheckPoint 26203 - ',
  '<134>Mar 29 13:20:47 gw-1 CheckPoint 1930 - ',
  '<134>Mar 29 13:20:47 gw-1 CheckPoint: ',
  'Mar 29 13:20:47 192.0.2.200 <134>1 2026-03-29T13:20:47Z gw-1 CheckPoint 1930 - ',
  '<134>Mar 29 13:20:47 192.0.2.200 1 2026-03-29T13:20:47Z gw-1 CheckPoint 1930 - ',
  '<134>Mar 29 13:20:47 192.0.2.200 1 2026-03-29 13:20:47.123+02:00 gw-1 CheckPoint 1930 - ',
  '<85>1 2026-03-29T13:20:47--5:00 192.0.2.1 CP-GW - Log ',
  '290 <134>1 2026-03-29T13:20:47Z gw-1 CheckPoint 1930 - ',
  '',
]

t.test('every header in front of every format', (t) => {
  const signature = new RegExp(checkPoint.signatures.native)
  for (const header of HEADERS) {
    for (const message of [OWN, STRUCTURED_DATA, `${STRUCTURED_DATA} `, SPLUNK]) {
      const extension = read(header + message)?.extension ?? []
      for (const pair of ['act=Drop', 'request=http://www.example.com/', 'requestMethod=GET', 'src=192.0.2.10']) {
        t.ok(extension.includes(pair), `${pair} of ${header}${message}`)
      }
      t.match(header + message, signature)
    }
  }
  t.end()
})

t.test('fields as Log Exporter’s CEF has them', (t) => {
  const cases: readonly [fields: string, extension: readonly string[]][] = [
    ['time:"1794747600"; ifdir:"outbound"; proto:"6"', ['rt=1794747600', 'deviceDirection=outbound', 'proto=6']],
    ['s_port:"51234"; service:"80"; protocol:"HTTP"; service_id:"http"', ['spt=51234', 'dpt=80', 'app=HTTP', 'service_id=http']],
    ['user_agent:"curl/8"; web_client_type:"Other"', ['requestClientApplication=curl/8', 'web_client_type=Other']],
    ['user_agent:" "; web_client_type:"Chrome"', ['user_agent=', 'requestClientApplication=Chrome']],
    ['web_client_type:"Chrome"', ['requestClientApplication=Chrome']],
    ['user:"a"; src_user_name:"Ann Lee (alee)"', ['user=a', 'suser=Ann Lee (alee)']],
    ['user:"a"', ['suser=a']],
    ['client_ip:"192.0.2.9"', ['src=192.0.2.9']],
    ['client_ip:"192.0.2.9"; src:"192.0.2.10"', ['client_ip=192.0.2.9', 'src=192.0.2.10']],
    ['src_machine_name:"pc-7@example.com"; dst_machine_name:"srv"', ['shost=pc-7@example.com', 'dhost=srv']],
    ['xlatesrc:"0.0.0.0"; xlatesport:"1"', ['sourceTranslatedAddress=0.0.0.0', 'sourceTranslatedPort=1']],
    ['rule_name:"Web"; protection_id:"1"', ['cs2Label=Rule Name', 'cs2=Web', 'cs2Label=Protection ID', 'cs2=1']],
    ['ipv6_src:"2001:db8::1"', ['c6a2Label=Source IPv6 Address', 'c6a2=2001:db8::1']],
    ['severity:"3"; app_risk:"5"', ['cp_severity=3', 'cp_app_risk=5']],
    [
      'loguid:"{0x1}"; origin:"192.0.2.1"; hll_key:"9901336306766781296"',
      ['loguid={0x1}', 'origin=192.0.2.1', 'hll_key=9901336306766781296'],
    ],
  ]
  for (const [fields, extension] of cases) t.strictSame(read(`[action:"Drop"; ${fields}]`)?.extension.slice(1), extension, fields)
  t.end()
})

t.test('the header as Log Exporter’s CEF has it', (t) => {
  const cases: readonly [fields: string, product: string, signatureId: string, name: string, severity: string][] = [
    ['action:"Drop"', 'Check Point', 'Log', 'Log', 'Unknown'],
    ['product:"VPN-1 & FireWall-1"; service_id:"https"; service:"443"', 'VPN-1 & FireWall-1', 'Log', 'https', 'Unknown'],
    ['product:"Log Update"; service:"443"', 'Log Update', 'Log', '443', 'Unknown'],
    [
      'product:"Anti-Bot"; protection_type:"URL reputation"; protection_name:"X.A"; severity:"4"',
      'Anti-Bot',
      'URL reputation',
      'X.A',
      'Very-High',
    ],
    ['product:"IPS"; attack:"A"; protection_type:"IPS"; severity:"2"', 'IPS', 'A', 'Log', 'Medium'],
    [
      'product:"URL Filtering"; appi_name:"www.example.com"; app_risk:"1"; severity:"3"',
      'URL Filtering',
      'Log',
      'www.example.com',
      'Low',
    ],
    ['product:"URL Filtering"; matched_category:"News"; severity:"Informational"', 'URL Filtering', 'News', 'Log', 'Low'],
    ['severity:"Very High"', 'Check Point', 'Log', 'Log', 'Very-High'],
    ['severity:"constructor"', 'Check Point', 'Log', 'Log', 'Unknown'],
  ]
  for (const [fields, deviceProduct, signatureId, name, severity] of cases) {
    const header = {
      version: '0',
      deviceVendor: 'Check Point',
      deviceProduct,
      deviceVersion: 'Check Point',
      signatureId,
      name,
      severity,
    }
    t.strictSame(read(`[flags:"1"; ${fields}]`)?.header, header, fields)
  }
  t.end()
})

t.test('what others send', (t) => {
  const frames = [
    '',
    'plain text',
    '<134>kernel: sd 2:0:0:0: error: return code = 0xpid',
    '<38>Mar 29 13:20:47 host sshd[7]: Invalid user CheckPoint 1 - [action:"Accept"; src:"192.0.2.1"] from 192.0.2.66',
    '<38>Mar 29 13:20:47 host sshd[7]: Invalid user [x@2620 action="Accept"] from 192.0.2.66',
    '192.0.2.66 - - [29/Mar/2026:13:20:47 +0000] "GET /?[action:"Accept"; src:"192.0.2.1"] HTTP/1.1" 200 1 "-" "time=1|hostname=x|"',
    '<188>date=2026-03-29 time=13:20:47 devname="fw" type="utm" hostname="www.example.com" url="/[action:"Drop"]" action="blocked"',
    '<14>Mar 29 13:20:47 pa 1,2026/03/29 13:20:47,0011,THREAT,url,1,,192.0.2.1,"[action:"Accept";"',
    '<118>Mar  1 22:05:35 [192.0.2.143] ZscalerNSS: NSS connected',
    'time=2026-03-29 13:20:47\thostname=www.example.com\taction=Allowed',
    'ZSCALERNSS: time=1794747600^^action=Allowed^^requestmethod=GET',
    '{"action":"Accept","src":"192.0.2.1"}',
    '<134>1 2026-03-29T13:20:47Z host app 1 - [meta@32473 action="Accept" src="192.0.2.1"] hello',
  ]
  const signature = new RegExp(checkPoint.signatures.native)
  for (const frame of frames) {
    t.equal(read(frame), null, frame)
    if (!frame.includes('CheckPoint') && !frame.includes('2620') && !frame.includes('[action')) t.notMatch(frame, signature)
  }
  t.end()
})

t.test('CEF in a value does not make the event CEF, and CEF with a native event in a value stays CEF', (t) => {
  const native = readEvent(
    '<134>1 2026-03-29T13:20:47Z gw CheckPoint 1 - [action:"Drop"; resource:"http://a.example/CEF:0|X|Y|1|1|n|1|request=x"]',
    0,
  )
  t.equal(native.format, 'native')
  t.equal(native.row?.RequestURL, 'http://a.example/CEF:0|X|Y|1|1|n|1|request=x')
  const cef = readEvent(
    `CEF:0|Check Point|URL Filtering|Check Point|Log|Log|Unknown|act=Accept request=http://a.example/${OWN}`,
    0,
  )
  t.equal(cef.format, 'cef')
  t.equal(cef.row?.DeviceAction, 'Accept')
  t.end()
})

t.test('reads anything, and what is left of a line', (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', '\\', '"; ', '" ', ']', '|', '|method=', 'method:"', '=', 'CEF:0|'),
  )
  const lines = HEADERS.flatMap((header) => [OWN, STRUCTURED_DATA, SPLUNK].map((message) => header + message))
  const mutated = fc.tuple(fc.constantFrom(...lines), fc.nat(300), fc.nat(20), text).map(([line, at, length, text]) => {
    return line.slice(0, at) + text + line.slice(at + length)
  })
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(text).map((parts) => parts.join('')),
        mutated,
      ),
      (frame) => {
        readEvent(frame, 0)
        const event = readNative({ text: frame, structuredData: frame, timestamp: null })
        return event === null || event.extension.length > 0
      },
    ),
    { numRuns: 2000 },
  )
  for (const line of lines) {
    const url = line.indexOf('http://www.example.com/')
    for (let length = url + 5; length <= line.length; length++) {
      const { row } = readEvent(line.slice(0, length), 0)
      const sent = line.slice(url, Math.min(length, url + 'http://www.example.com/'.length))
      if (row?.RequestURL !== sent) t.fail(`${String(row?.RequestURL)} of ${line.slice(0, length)}`)
    }
  }
  t.end()
})
