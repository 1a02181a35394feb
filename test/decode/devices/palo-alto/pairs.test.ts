import t from 'tap'
import { rowToJson } from '../../../../src/decode/common-security-log/row.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'
import { nativeLine, URL_LOG } from './native-line.ts'

/*
 * The same event in CEF and in the native format. A time is spelled as each format spells it; CEF tells the version of PAN-OS; and what
 * has no column is not compared. Each pair names columns that both must hold.
 */
const NOT_COMPARED: ReadonlySet<string> = new Set(['ReceiptTime', 'DeviceVersion', 'AdditionalExtensions'])

type Pair = {
  readonly name: string
  readonly cef: string
  readonly native: string
  readonly shared: Readonly<Record<string, string | number>>
}

const SESSION =
  'deviceExternalId=001122334455 cs1Label=Rule cs1=Outbound suser=example\\bob app=web-browsing cs3Label=Virtual System cs3=vsys1 ' +
  'cs4Label=Source Zone cs4=trust cs5Label=Destination Zone cs5=untrust cn1Label=SessionID cn1=50006 cnt=1 spt=50007 dpt=80 proto=tcp'

const URL_CEF = `CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|rt=Oct 16 2026 22:55:48 GMT ${SESSION}`

const THREAT_REST =
  'cs2Label=URL Category cs2=news flexString2Label=Direction flexString2=client-to-server externalId=1000000001 dvchost=PA-1'

const URL_REST = `${THREAT_REST} cat=(9999) requestContext=text/html`

const PAIRS: readonly Pair[] = [
  {
    name: 'URL, GET',
    cef: `${URL_CEF} src=192.0.2.10 dst=203.0.113.7 act=alert request="www.example.com/a" ${URL_REST} requestMethod=get requestClientApplication=Agent/1.0`,
    native: nativeLine(123, URL_LOG),
    shared: {
      RequestURL: 'www.example.com/a',
      RequestMethod: 'GET',
      SourceIP: '192.0.2.10',
      DestinationHostName: 'www.example.com',
    },
  },
  {
    name: 'URL with commas and quotes, `=` escaped, blocked',
    cef: `${URL_CEF} src=192.0.2.10 dst=203.0.113.7 act=block-url request="www.example.com/a?b\\=c,d&e\\="f"" ${URL_REST} requestMethod=post requestClientApplication="Mozilla/5.0 (KHTML, like Gecko)"`,
    native: nativeLine(75, {
      ...URL_LOG,
      ...{ 30: 'block-url', 31: 'www.example.com/a?b=c,d&e="f"', 46: 'Mozilla/5.0 (KHTML, like Gecko)', 63: 'post' },
    }),
    shared: {
      ...{ RequestURL: 'www.example.com/a?b=c,d&e="f"', RequestMethod: 'POST', DeviceAction: 'block-url' },
      RequestClientApplication: 'Mozilla/5.0 (KHTML, like Gecko)',
    },
  },
  {
    name: 'URL over IPv6',
    cef:
      `${URL_CEF} c6a2=2001:db8::10 c6a2Label=Source IPv6 Address c6a3=2001:db8::7 c6a3Label=Destination IPv6 Address act=alert ` +
      `request="[2001:db8::7]:8080/ui/chk" ${URL_REST} requestMethod=get requestClientApplication=Agent/1.0`,
    native: nativeLine(72, { ...URL_LOG, 7: '2001:db8::10', 8: '2001:db8::7', 31: '[2001:db8::7]:8080/ui/chk' }),
    shared: { SourceIP: '2001:db8::10', DestinationIP: '2001:db8::7', DestinationDnsDomain: '2001:db8::7' },
  },
  {
    name: 'URL without method, user agent or user: PAN-OS 4',
    cef: `${URL_CEF.replace('suser=example\\bob ', 'suser= ')} src=192.0.2.10 dst=203.0.113.7 act=alert request="www.example.com/a" ${URL_REST.replace('dvchost=PA-1', 'dvchost=')} requestMethod= requestClientApplication=`,
    native: nativeLine(42, { ...URL_LOG, 12: '' }),
    shared: { RequestURL: 'www.example.com/a', DestinationPort: 80 },
  },
  {
    name: 'URL, method unknown, an X-Forwarded-For address for the user',
    cef: `${URL_CEF.replace('example\\bob', '198.51.100.99')} src=192.0.2.10 dst=203.0.113.7 act=continue request="www.example.com/a" ${URL_REST} requestMethod=unknown`,
    native: nativeLine(72, { ...URL_LOG, 12: '198.51.100.99', 30: 'continue', 63: 'unknown', 46: '' }),
    shared: { RequestURL: 'www.example.com/a', DeviceAction: 'continue' },
  },
  {
    name: 'a virus in a file',
    cef:
      `CEF:0|Palo Alto Networks|PAN-OS|10.1|Example(2000001)|THREAT|3|rt=Oct 16 2026 22:55:48 GMT ${SESSION} src=192.0.2.10 ` +
      `dst=203.0.113.7 act=reset-both request="report, final.exe" ${THREAT_REST} cat=virus`,
    native: nativeLine(72, {
      ...URL_LOG,
      ...{ 4: 'virus', 30: 'reset-both', 31: 'report, final.exe', 32: 'Example(2000001)', 34: 'medium', 41: '', 46: '', 63: '' },
    }),
    shared: { FileName: 'report, final.exe', DeviceEventCategory: 'virus', LogSeverity: '3' },
  },
  {
    name: 'a session that ended',
    cef:
      `CEF:0|Palo Alto Networks|PAN-OS|10.1|end|TRAFFIC|1|rt=Oct 16 2026 22:55:48 GMT ${SESSION} src=192.0.2.10 dst=203.0.113.7 ` +
      'act=allow flexNumber1Label=Total bytes flexNumber1=30000 in=12000 out=18000 cn2Label=Packets cn2=189 start=Oct 16 2026 22:55:47 GMT ' +
      'cn3Label=Elapsed time in seconds cn3=60 cs2Label=URL Category cs2=any externalId=9223372036854775807 reason=tcp-fin dvchost=PA-1 cat=from-policy',
    native: nativeLine(67, {
      ...URL_LOG,
      ...{ 3: 'TRAFFIC', 4: 'end', 30: 'allow', 31: '30000', 32: '12000', 33: '18000', 34: '189', 35: '', 36: '60', 37: 'any' },
      ...{ 39: '9223372036854775807', 41: '', 46: 'tcp-fin', 52: 'PA-1', 53: 'from-policy', 59: '', 63: '' },
    }),
    shared: { ReceivedBytes: 12000, SentBytes: 18000, ExtID: '9223372036854775807', StartTime: '2026-10-16T22:55:47.0000000Z' },
  },
  {
    name: 'a system event',
    cef:
      'CEF:0|Palo Alto Networks|PAN-OS|10.1|general|SYSTEM|1|rt=Oct 16 2026 22:55:48 GMT deviceExternalId=001122334455 fname=object ' +
      'flexString2Label=Module flexString2=general msg=User "admin", logged in externalId=12 cat=general dvchost=PA-1',
    native: nativeLine(26, {
      ...{ 3: 'SYSTEM', 4: 'general', 8: 'general', 9: 'object', 12: 'general', 13: 'informational' },
      ...{ 14: 'User "admin", logged in', 15: '12', 22: 'PA-1' },
    }),
    shared: { Message: 'User "admin", logged in', FileName: 'object', DeviceName: 'PA-1' },
  },
]

t.test('CEF and native give the same row', (t) => {
  for (const { name, cef, native, shared } of PAIRS) {
    const [fromCef, fromNative] = [cef, native].map((message) => {
      const { device, row } = readEvent(`<14>Oct 16 22:55:48 PA-1 ${message}`, 0)
      t.equal(device, 'palo-alto', name)
      return row === null ? {} : rowToJson(row)
    })
    // Without `start` the CEF of URL and threat logs has only the time of receipt for StartTime.
    const skipped = cef.includes('start=') ? NOT_COMPARED : new Set([...NOT_COMPARED, 'StartTime'])
    const both = Object.keys(fromCef ?? {}).filter((column) => fromNative?.[column] !== undefined && !skipped.has(column))
    const pick = (row: Record<string, unknown> = {}) => Object.fromEntries(both.map((column) => [column, row[column]]))
    t.strictSame(pick(fromNative), pick(fromCef), name)
    t.match(pick(fromNative), shared, `${name}: not empty`)
    // What the CEF line says and has a column, the native line says too.
    const missing = Object.keys(fromCef ?? {}).filter((column) => !both.includes(column) && !skipped.has(column))
    t.strictSame(
      missing.filter((column) => !column.endsWith('Label')),
      [],
      `${name}: nothing lost`,
    )
  }
  t.end()
})
