import t from 'tap'
import { COLUMN_NAMES, type ColumnName } from '../../../../src/decode/common-security-log/columns.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'

/** Columns that the same event fills in two ways. */
const DIFFERENT: ReadonlySet<ColumnName> = new Set<ColumnName>([
  // Native logs carry the date, the time and other names for the method. They are as sent.
  'AdditionalExtensions',
  // The same host once behind a syslog header.
  'Computer',
])

/** What FortiAnalyzer's header says in its own way: the whole log id, its own order of words, its own severities. */
const HEADER_COLUMNS = ['DeviceEventCategory', 'DeviceProduct', 'DeviceEventClassID', 'Activity', 'LogSeverity'] as const

const NATIVE = 'date=2026-11-24 time=02:03:04 devname="fgt-a" devid="FGVM000000000001" eventtime=1795482184123456789 tz="+0100"'
const CEF = 'deviceExternalId=FGVM000000000001 dvchost=fgt-a FTNTFGTeventtime=1795482184123456789 FTNTFGTtz=+0100'

type Pair = { readonly name: string; readonly native: string; readonly cef: string; readonly different?: readonly ColumnName[] }

const PAIRS: readonly Pair[] = [
  {
    name: 'web filter, path and host apart',
    native: `${NATIVE} logid="0316013056" type="utm" subtype="webfilter" eventtype="ftgd_blk" level="warning" sessionid=764 user="bob" srcip=192.0.2.10 srcport=59194 srcintf="port12" dstip=203.0.113.7 dstport=80 dstintf="port11" proto=6 service="HTTP" hostname="www.example.com" action="blocked" url="/ui/chk?mactok=1" httpmethod="GET" agent="Mozilla/5.0 (X11)" sentbyte=96 rcvdbyte=0 direction="outgoing" msg="URL belongs to a denied category in policy" ratemethod="domain" catdesc="Malicious Websites"`,
    cef: `CEF: 0|Fortinet|Fortigate|v7.4.2|13056|utm:webfilter ftgd_blk blocked|4|${CEF} FTNTFGTlogid=0316013056 cat=utm:webfilter FTNTFGTsubtype=webfilter externalId=764 duser=bob src=192.0.2.10 spt=59194 deviceInboundInterface=port12 dst=203.0.113.7 dpt=80 deviceOutboundInterface=port11 proto=6 app=HTTP dhost=www.example.com act=blocked request=/ui/chk?mactok\\=1 FTNTFGThttpmethod=GET requestClientApplication=Mozilla/5.0 (X11) out=96 in=0 deviceDirection=1 msg=URL belongs to a denied category in policy FTNTFGTratemethod=domain requestContext=Malicious Websites`,
  },
  {
    name: 'web filter of FortiOS 5.6, without method and eventtime',
    native:
      'date=2026-11-24 time=02:03:04 devname=fgt-b devid=FGT1 logid=0316013056 type=utm subtype=webfilter eventtype=ftgd_blk level=warning vd="root" sessionid=58014 user="" srcip=192.0.2.183 srcport=48676 srcintf="port15" dstip=203.0.113.172 dstport=80 dstintf="port19" proto=6 service=HTTP hostname="www.example.net" action=blocked url="/" sentbyte=120 rcvdbyte=948 direction=outgoing method=domain catdesc="Streaming Media and Download"',
    cef: 'CEF:0|Fortinet|Fortigate|v5.6.0|13056|utm:webfilter ftgd_blk blocked|4|FTNTFGTlogid=0316013056 cat=utm:webfilter externalId=58014 duser= src=192.0.2.183 spt=48676 deviceInboundInterface=port15 dst=203.0.113.172 dpt=80 deviceOutboundInterface=port19 proto=6 app=HTTP dhost=www.example.net act=blocked request=/ out=120 in=948 deviceDirection=1 FTNTFGTmethod=domain requestContext=Streaming Media and Download',
  },
  {
    name: 'WAF, the method in rawdata',
    native: `${NATIVE} logid="1203030258" type="utm" subtype="waf" eventtype="waf-http-constraint" level="warning" sessionid=13614 user="bob" srcip=192.0.2.10 dstip=203.0.113.9 service="HTTP" url="http://203.0.113.9/index.html?a=0" action="passthrough" direction="request" rawdata="Method=GET|User-Agent=curl/8.5.0"`,
    cef: `CEF: 0|Fortinet|Fortigate|v7.0.3|30258|utm:waf waf-http-constraint passthrough|4|${CEF} cat=utm:waf FTNTFGTsubtype=waf externalId=13614 duser=bob src=192.0.2.10 dst=203.0.113.9 app=HTTP request=http://203.0.113.9/index.html?a\\=0 act=passthrough deviceDirection=0 FTNTFGTrawdata=Method\\=GET|User-Agent\\=curl/8.5.0`,
  },
  {
    name: 'application control over IPv6, a backslash in the user and a space at the end',
    native: `${NATIVE} logid="1059028704" type="utm" subtype="app-ctrl" eventtype="signature" level="information" srcip=2001:db8::10 dstip=2001:db8::7 user="EXAMPLE\\\\bob" service="HTTPS" hostname="www.example.com" url="/app?a=b&c=d" httpmethod="GET" action="pass" msg="Web.Client: HTTPS.BROWSER, " srcname="pc-7"`,
    cef: `CEF: 0|Fortinet|Fortigate|v6.0.3|28704|utm:app-ctrl signature pass|2|${CEF} cat=utm:app-ctrl FTNTFGTsubtype=app-ctrl src=2001:db8::10 dst=2001:db8::7 duser=EXAMPLE\\\\bob app=HTTPS dhost=www.example.com request=/app?a\\=b&c\\=d FTNTFGThttpmethod=GET act=pass msg=Web.Client: HTTPS.BROWSER,  FTNTFGTsrcname=pc-7`,
  },
  {
    name: 'traffic',
    native: `${NATIVE} logid="0000000013" type="traffic" subtype="forward" level="notice" srcip=192.0.2.10 srcname="pc-7" srcport=45719 dstip=203.0.113.7 dstname="www.example.com" dstport=80 sessionid=56633 proto=6 action="close" user="alice" service="HTTP" trandisp="snat" transip=198.51.100.20 transport=45719 sentbyte=398 rcvdbyte=1605`,
    cef: `CEF:0|Fortinet|Fortigate|v5.6.0|00013|traffic:forward close|3|${CEF} cat=traffic:forward src=192.0.2.10 shost=pc-7 spt=45719 dst=203.0.113.7 dhost=www.example.com dpt=80 externalId=56633 proto=6 act=close suser=alice sourceTranslatedAddress=198.51.100.20 sourceTranslatedPort=45719 app=HTTP out=398 in=1605`,
  },
  {
    name: 'an administrator’s login',
    native: `${NATIVE} logid="0100032002" type="event" subtype="system" level="alert" user="admin1" ui="https(192.0.2.254)" method="https" srcip=192.0.2.254 dstip=192.0.2.1 action="login" status="failed" reason="name_invalid"`,
    cef: `CEF: 0|Fortinet|Fortigate|v6.0.3|32002|event:system login failed|7|${CEF} cat=event:system duser=admin1 sproc=https(192.0.2.254) FTNTFGTmethod=https src=192.0.2.254 dst=192.0.2.1 act=login outcome=failed reason=name_invalid`,
  },
  {
    name: 'FortiAnalyzer: keys of its own, the start in UTC',
    native: `${NATIVE.replace('123456789', '000000000')} logid="0316013056" type="utm" subtype="webfilter" eventtype="ftgd_blk" level="warning" srcip=192.0.2.10 srcport=23456 dstip=203.0.113.7 dstport=80 user="bob" srcname="pc-7" service="http" hostname="www.example.com" action="blocked" url="/a?b=c" httpmethod="GET" agent="Agent/1.0"`,
    cef: 'CEF:0|Fortinet|FortiGate-VM64|7.4.2,build2571 (GA)|0316013056|utm webfilter blocked|5|start=Nov 24 2026 01:03:04 deviceExternalId=FGVM000000000001 dvchost=fgt-a ad.vd=root ad.eventtime=1795482184000000000 ad.tz=+0000 ad.logid=0316013056 cat=utm ad.subtype=webfilter src=192.0.2.10 spt=23456 dst=203.0.113.7 dpt=80 act=blocked app=http duser=bob dhost=www.example.com request=/a?b\\=c ad.httpmethod=GET ad.agent=Agent/1.0 ad.srcname=pc-7 tz="+0000"',
    different: HEADER_COLUMNS,
  },
  {
    name: 'FortiWeb',
    native:
      'date=2026-11-24 time=02:03:04 log_id=20000010 msg_id=000139289631 device_id=FVVM000000000001 type=attack subtype="waf_signature_detection" pri=alert service=https/tls1.2 action=Alert_Deny src=192.0.2.234 src_port=60554 dst=203.0.113.13 dst_port=443 http_method=get http_url="/a?b=c" http_host="www.example.com" http_agent="Agent/1.0" user_name="Unknown" main_type="Signature Detection"',
    cef: 'CEF:0|Fortinet|FortiWeb|7.52|20000010|attack|alert|cat=Signature Detection act=Alert_Deny src=192.0.2.234 spt=60554 dst=203.0.113.13 dpt=443 app=https/tls1.2 requestMethod=get request=/a?b\\=c dhost=www.example.com requestClientApplication=Agent/1.0 suser=Unknown',
  },
]

for (const { name, native, cef, different = [] } of PAIRS) {
  t.test(name, (t) => {
    const [a, b] = [native, cef].map((text) => readEvent(text, Date.UTC(2026, 10, 24)))
    t.strictSame([a?.format, b?.format], ['native', 'cef'])
    t.strictSame([a?.device, b?.device], ['fortinet', 'fortinet'])
    const { row: nativeRow } = a ?? {}
    const { row: cefRow } = b ?? {}
    const both = COLUMN_NAMES.filter((column) => nativeRow?.[column] !== undefined && cefRow?.[column] !== undefined)
    t.ok(both.length >= 12, `${both.length} columns in both`)
    for (const column of both) {
      if (!DIFFERENT.has(column) && !different.includes(column)) t.equal(nativeRow?.[column], cefRow?.[column], column)
    }
    // Nothing that a rule knows a request by is in one alone.
    for (const column of [
      'RequestURL',
      'RequestMethod',
      'SourceIP',
      'SourceUserName',
      'SourceHostName',
      'DestinationHostName',
    ] as const) {
      t.equal(nativeRow?.[column], cefRow?.[column], column)
    }
    t.end()
  })
}
