import t from 'tap'
import { rowToJson } from '../../../../src/decode/common-security-log/row.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'

/** What the feeds themselves word differently: the time as text, the template's version, and what has no column. */
const WORDED_DIFFERENTLY = new Set(['ReceiptTime', 'DeviceVersion', 'AdditionalExtensions', 'TimeGenerated'])

const HEADER = '<134>Oct 16 22:55:48 nss-1 '

/** The feed for Zscaler's CEF, version 5.0, and others of the same log, each with the same request. */
const PAIRS: readonly { readonly name: string; readonly cef: string; readonly native: string }[] = [
  {
    name: 'an allowed request, tabs',
    cef:
      'CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|act=Allowed app=HTTP cat=News dhost=www.example.com dst=203.0.113.7 src=192.0.2.10 ' +
      'in=512 outcome=200 out=111 request=www.example.com/a?b=c rt=Oct 16 2026 22:55:48 sourceTranslatedAddress=198.51.100.20 ' +
      'requestClientApplication=Mozilla/5.0 (Windows NT 10.0) requestMethod=GET suser=bob@example.com spriv=Office ' +
      'externalId=6799437957281873922 fileType=None reason=Allowed destinationServiceName=Browsing cn1=10 cn1Label=riskscore cs1=Sales ' +
      'cs1Label=dept cs2=Media cs2Label=urlsupercat cs3=Browsing cs3Label=appclass cs4=None cs4Label=malwarecat cs5=None ' +
      'cs5Label=threatname cs6=None cs6Label=dlpeng requestContext=None devicehostname=pc-7',
    native:
      'reason=Allowed\tevent_id=6799437957281873922\tprotocol=HTTP\taction=Allowed\tresponsesize=512\trequestsize=111\turlcategory=News\t' +
      'serverip=203.0.113.7\trequestmethod=GET\trefererURL="None"\tuseragent=Mozilla/5.0 (Windows NT 10.0)\tproduct=NSS\tlocation=Office\t' +
      'ClientIP=192.0.2.10\tstatus=200\tuser=bob@example.com\turl="www.example.com/a?b=c"\tvendor=Zscaler\thostname=www.example.com\t' +
      'clientpublicIP=198.51.100.20\tthreatcategory=None\tthreatname=None\tfiletype=None\tappname=Browsing\tpagerisk=10\tdepartment=Sales\t' +
      'urlsupercategory=Media\tappclass=Browsing\tdlpengine=None\tdevicename=pc-7\tepochtime="1792191348"',
  },
  {
    name: 'a blocked request, JSON',
    cef:
      'CEF:0|Zscaler|NSSWeblog|5.0|Blocked|Malicious Content|3|act=Blocked app=HTTPS dhost=203.0.113.7 dst=0.0.0.0 src=2001:db8::5 ' +
      'outcome=403 request=203.0.113.7/ui/chk?mactok%3DMDA6 rt=Oct 16 26 22:55:48 requestClientApplication=Unknown requestMethod=GET ' +
      'suser=bob@example.com reason=Malicious Content requestContext=www.example.org/',
    native:
      '{"sourcetype":"zscalernss-web","event":{"datetime":"2026-10-16 22:55:48","reason":"Malicious Content","protocol":"HTTPS",' +
      '"action":"Blocked","serverip":"0.0.0.0","requestmethod":"GET","refererURL":"www.example.org\\/","useragent":"Unknown",' +
      '"ClientIP":"2001:db8::5","status":"403","user":"bob@example.com","url":"203.0.113.7\\/ui\\/chk?mactok%3DMDA6",' +
      '"hostname":"203.0.113.7"}}',
  },
  {
    name: 'a CONNECT, `^^`',
    cef:
      'CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|act=Allowed reason=Allowed app=HTTPS dhost=www.example.com dst=203.0.113.7 ' +
      'src=192.0.2.10 request=www.example.com:443 requestMethod=CONNECT rt=Oct 16 2026 22:55:48 suser=bob@example.com outcome=200 in=65 ' +
      'out=598',
    native:
      'ZSCALERNSS: time=Fri Oct 16 22:55:48 2026^^timezone=UTC^^action=Allowed^^reason=Allowed^^hostname=www.example.com^^protocol=HTTPS^^' +
      'serverip=203.0.113.7^^url=www.example.com:443^^ClientIP=192.0.2.10^^user=bob@example.com^^requestmethod=CONNECT^^requestsize=598^^' +
      'status=200^^responsesize=65',
  },
  {
    name: 'a request whose addresses are swapped, LEEF',
    cef:
      'CEF:0|Zscaler|NSSWeblog|5.7|Blocked|Not allowed|3| act=Blocked reason=Not allowed app=HTTP dhost=www.example.com dst=203.0.113.7 ' +
      'src=198.51.100.20 sourceTranslatedAddress=10.0.0.5 request=www.example.com/ requestMethod=POST rt=Oct 16 2026 22:55:48 ' +
      'externalId=6799437957281873922 suser=bob@example.com',
    native:
      'LEEF:1.0|Zscaler|NSS|4.1|Not allowed|cat=Blocked\tpolicy=Not allowed\tappproto=HTTP\thostname=www.example.com\tdst=203.0.113.7\t' +
      'src=10.0.0.5\tsrcPostNAT=198.51.100.20\turl=www.example.com/\treqmethod=POST\tdevTime=Oct 16 2026 22:55:48 GMT\t' +
      'recordid=6799437957281873922\tusrName=bob@example.com',
  },
  {
    name: 'a session without method, tabs',
    cef:
      'CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|act=Allowed reason=Allowed app=SSL dhost=www.example.com src=192.0.2.10 ' +
      'request=www.example.com requestMethod=NA outcome=NA suser=None',
    native:
      'reason=Allowed\tprotocol=SSL\taction=Allowed\trequestmethod=NA\tClientIP=192.0.2.10\tstatus=NA\tuser=None\turl=www.example.com\t' +
      'vendor=Zscaler\thostname=www.example.com',
  },
  {
    name: 'a firewall session, tabs',
    cef:
      'CEF:0|Zscaler|NSSFWlog|5.7|Drop|Default Rule|3|act=Drop suser=bob@example.com src=192.0.2.10 spt=52110 dst=203.0.113.7 dpt=8080 ' +
      'deviceTranslatedAddress=198.51.100.1 deviceTranslatedPort=40110 destinationTranslatedAddress=203.0.113.7 ' +
      'destinationTranslatedPort=8080 sourceTranslatedAddress=198.51.100.20 sourceTranslatedPort=0 proto=TCP spriv=Office ' +
      'reason=Default Rule in=0 out=60 rt=Oct 16 22:55:48 cs1=Sales cs1Label=dept cs2=HTTP cs2Label=nwService cs3=http cs3Label=nwApp ' +
      'cs4=No cs4Label=aggregated cs6=None cs6label=threatname cn1=0 cn1Label=durationms cn2=1 cn2Label=numsessions cs5Label=ipCat ' +
      'cs5=Other cat=None',
    native:
      'datetime=2026-10-16 22:55:48\tuser=bob@example.com\tdepartment=Sales\tlocationname=Office\tcdport=8080\tcsport=52110\tsdport=8080\t' +
      'ssport=40110\tcsip=192.0.2.10\tcdip=203.0.113.7\tssip=198.51.100.1\tsdip=203.0.113.7\ttsip=198.51.100.20\ttunsport=0\taction=Drop\t' +
      'aggregate=No\tnwsvc=HTTP\tnwapp=http\tproto=TCP\tipcat=Other\trulelabel=Default Rule\tinbytes=0\toutbytes=60\tdurationms=0\t' +
      'numsessions=1\tthreatcat=None\tthreatname=None\tvendor=Zscaler\tproduct=fw',
  },
]

const rowOf = (line: string): Record<string, string | number> => {
  const { device, row } = readEvent(HEADER + line, Date.UTC(2026, 9, 17))
  return device === 'zscaler' && row !== null ? rowToJson(row) : {}
}

t.test('CEF and native of the same request give the same row', (t) => {
  for (const { name, cef, native } of PAIRS) {
    const [fromCef, fromNative] = [rowOf(cef), rowOf(native)]
    const both = Object.keys(fromCef).filter((column) => column in fromNative && !WORDED_DIFFERENTLY.has(column))
    const pick = (row: Record<string, string | number>) => Object.fromEntries(both.map((column) => [column, row[column]]))
    t.strictSame(pick(fromNative), pick(fromCef), name)
    const missing = Object.keys(fromCef).filter((column) => !(column in fromNative) && !WORDED_DIFFERENTLY.has(column))
    t.strictSame(missing, [], `${name}: no column is missing`)
    t.ok(both.length >= 12, `${name}: ${String(both.length)} columns`)
  }
  t.end()
})
