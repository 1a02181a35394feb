import t from 'tap'
import { rowToJson } from '../../../../src/decode/common-security-log/row.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'

/** Native logs have seconds where CEF has milliseconds, and `outbound` where CEF has 1. Both are kept as sent. */
const DIFFERENT_TEXT: ReadonlySet<string> = new Set(['ReceiptTime', 'CommunicationDirection'])

const CEF_HEADER = '<134>1 2026-11-15T13:00:00Z gw-1 CheckPoint 1930 - - CEF:0|Check Point|'
const OWN_HEADER = '<134>1 2026-11-15T13:00:00Z gw-1 CheckPoint 1930 - '

const LOGUID = '{0x6582ab28,0x0,0xcc8ea00a,0x3fffbd01}'

function rowOf(line: string, format: 'cef' | 'native'): Record<string, string | number> {
  const event = readEvent(line, 0)
  t.equal(event.device, 'check-point', line)
  t.equal(event.format, format, line)
  return event.row === null ? {} : rowToJson(event.row)
}

t.test('a request as CEF and as native gives the same row', (t) => {
  const cases: readonly [name: string, onlyInCef: readonly string[], cef: string, native: string][] = [
    [
      'URL Filtering, Log Exporter’s own form; CEF has a label without a value',
      ['DeviceCustomString5Label'],
      `${CEF_HEADER}URL Filtering|Check Point|Log|www.example.com|Low|act=Accept deviceDirection=1 rt=1794747600000 spt=51234 dpt=80 ` +
        `cs2Label=Rule Name cs2=Web cs5Label=Matched Category app=HTTP loguid=${LOGUID} origin=192.0.2.1 ` +
        'originsicname=CN\\=gw-1,O\\=mgmt..x1 ' +
        'cs6Label=Application Name cs6=www.example.com cp_app_risk=1 dst=203.0.113.7 requestMethod=GET product=URL Filtering proto=6 ' +
        'request=http://www.example.com/ui/chk?mactok\\=MDA6&x\\=a"b requestClientApplication=Google Chrome src=192.0.2.10 ' +
        'shost=pc-7@example.com suser=Ann Lee (alee)',
      `${OWN_HEADER}[action:"Accept"; ifdir:"outbound"; time:"1794747600"; s_port:"51234"; service:"80"; ` +
        `rule_name:"Web"; protocol:"HTTP"; loguid:"${LOGUID}"; origin:"192.0.2.1"; ` +
        'originsicname:"CN=gw-1,O=mgmt..x1"; ' +
        'appi_name:"www.example.com"; app_risk:"1"; dst:"203.0.113.7"; method:"GET"; product:"URL Filtering"; proto:"6"; ' +
        String.raw`resource:"http://www.example.com/ui/chk?mactok=MDA6&x=a\"b"; web_client_type:"Google Chrome"; src:"192.0.2.10"; ` +
        'src_machine_name:"pc-7@example.com"; src_user_name:"Ann Lee (alee) "]',
    ],
    [
      'Anti-Bot, structured data',
      [],
      `${CEF_HEADER}Anti-Bot|Check Point|URL reputation|X.TC.a|Very-High|act=Prevent deviceDirection=1 rt=1794747600000 ` +
        `loguid=${LOGUID} origin=192.0.2.1 __policy_id_tag=product=VPN-1[db_tag={1};policy_name=Standard] flexNumber1Label=Confidence flexNumber1=5 dst=203.0.113.7 ` +
        'http_host=www.example.com flexString2Label=Malware Action flexString2=Communication with C&C site requestMethod=GET product=Anti-Bot ' +
        'cs4Label=Protection Name cs4=X.TC.a cs3Label=Protection Type cs3=URL reputation in=44245 request=http://www.example.com/a spt=54470 out=2624 ' +
        'dpt=80 cp_severity=4 src=192.0.2.10 requestClientApplication=Mozilla/5.0 (X11; Linux) web_client_type=Chrome',
      `${OWN_HEADER}[x@2620 action="Prevent" ifdir="outbound" time="1794747600" ` +
        String.raw`loguid="${LOGUID}" origin="192.0.2.1" __policy_id_tag="product=VPN-1[db_tag={1};policy_name=Standard\]" confidence_level="5" dst="203.0.113.7" ` +
        'http_host="www.example.com" malware_action="Communication with C&C site" method="GET" product="Anti-Bot" ' +
        'protection_name="X.TC.a" protection_type="URL reputation" received_bytes="44245" resource="http://www.example.com/a" s_port="54470" sent_bytes="2624" ' +
        'service="80" severity="4" src="192.0.2.10" user_agent="Mozilla/5.0 (X11; Linux)" web_client_type="Chrome"]',
    ],
    [
      'IPS, a path and its host, Splunk format',
      [],
      `${CEF_HEADER}IPS|Check Point|Web Server Enforcement|http|High|rt=1794747600000 hostname=gw-1 cp_severity=High product=IPS act=Drop deviceDirection=0 ` +
        `loguid=${LOGUID} origin=192.0.2.1|192.0.2.2 attack=Web Server Enforcement dst=192.0.2.80 http_host=www.example.com:8080 ` +
        'requestMethod=POST proto=6 request=/a|b?c\\=d spt=51234 dpt=8080 service_id=http src=203.0.113.9',
      'time=1794747600|hostname=gw-1|severity=High|product=IPS|action=Drop|ifdir=inbound|' +
        `loguid=${LOGUID}|origin=192.0.2.1|192.0.2.2|time=1794747600|attack=Web Server Enforcement|dst=192.0.2.80|http_host=www.example.com:8080|` +
        'method=POST|proto=6|resource=/a|b?c\\=d|s_port=51234|service=8080|service_id=http|src=203.0.113.9|',
    ],
    [
      'a connection over IPv6',
      [],
      `${CEF_HEADER}VPN-1 & FireWall-1|Check Point|Log|https|Unknown|act=Accept rt=1794747600000 origin=192.0.2.1 dst=2001:db8::80 ` +
        'layer_name=Network layer_name=Web product=VPN-1 & FireWall-1 proto=6 spt=51234 dpt=443 service_id=https src=2001:db8::10 methods:=ESP',
      `${OWN_HEADER}[action:"Accept"; time:"1794747600"; origin:"192.0.2.1"; dst:"2001:db8::80"; ` +
        'layer_name:"Network"; layer_name:"Web"; product:"VPN-1 & FireWall-1"; proto:"6"; s_port:"51234"; service:"443"; service_id:"https"; ' +
        'src:"2001:db8::10"; methods::"ESP"]',
    ],
    [
      'Log Update, the connection so far',
      [],
      `${CEF_HEADER}Log Update|Check Point|Log|Log|Unknown|act=Accept rt=1794747600000 start=1794747500 loguid=${LOGUID} bytes=11930 ` +
        'hll_key=9901336306766781296 in=6345 product=Log Update out=7475 dst=203.0.113.7 src=192.0.2.10',
      `${OWN_HEADER}[action:"Accept"; time:"1794747600"; start_time:"1794747500"; loguid:"${LOGUID}"; bytes:"11930"; ` +
        'hll_key:"9901336306766781296"; received_bytes:"6345"; product:"Log Update"; sent_bytes:"7475"; dst:"203.0.113.7"; src:"192.0.2.10"]',
    ],
    [
      'an administrator, from whose address',
      [],
      `${CEF_HEADER}SmartConsole|Check Point|Log|Log|Unknown|act=Accept rt=1794747600000 src=192.0.2.20 origin=192.0.2.1 administrator=admin operation=Log In product=SmartConsole`,
      `${OWN_HEADER}[action:"Accept"; time:"1794747600"; client_ip:"192.0.2.20"; origin:"192.0.2.1"; administrator:"admin"; operation:"Log In"; product:"SmartConsole"]`,
    ],
  ]
  for (const [name, onlyInCef, cef, native] of cases) {
    const cefRow = rowOf(cef, 'cef')
    const nativeRow = rowOf(native, 'native')
    const shared = Object.keys(cefRow).filter((column) => column in nativeRow && !DIFFERENT_TEXT.has(column))
    const pick = (row: Record<string, unknown>): unknown => Object.fromEntries(shared.map((column) => [column, row[column]]))
    t.strictSame(pick(nativeRow), pick(cefRow), name)
    const onlyInOne = [...Object.keys(cefRow), ...Object.keys(nativeRow)].filter(
      (column) => !(column in nativeRow && column in cefRow),
    )
    t.strictSame(onlyInOne, onlyInCef, `${name}: columns that only one carries`)
  }
  t.end()
})
