import t from 'tap'
import { createDetector } from '../../src/detect/detector.ts'
import { IGNORE_EVENTS } from '../../src/runtime/ignore-events.ts'
import { batchOf } from '../receive/scanner/batches.ts'
import { loadShippedRules } from './shipped-rules.ts'

const rules = await loadShippedRules()
const detector = createDetector({ rules, exclusions: [] }, IGNORE_EVENTS)

const URL_OF_IMPLANT = 'c2.example.net/ui/chk?mactok=1&pad=xxxxxxxxxxxxxxxx'

/** A line of each shape whose URL comes last, as far as the device sends one. */
const LINES: Readonly<Record<string, string>> = {
  'Zscaler CEF': `CEF:0|Zscaler|NSSWeblog|5.7|Allowed|x|3|act=Allowed src=192.0.2.1 requestMethod=GET request=${URL_OF_IMPLANT}`,
  'Zscaler tab': `2026-11-24 01:02:03\tevent_id=1\tprotocol=HTTP\taction=Allowed\trefererURL="None"\turlsupercategory=x\tClientIP=192.0.2.1\trequestmethod=GET\turl="${URL_OF_IMPLANT}`,
  'Zscaler carets': `<134>Nov 24 01:02:03 nss ZSCALERNSS: time=Tue Nov 24 01:02:03 2026^^timezone=GMT^^action=Allowed^^requestmethod=GET^^url=${URL_OF_IMPLANT}`,
  'Zscaler JSON': `{"sourcetype":"zscalernss-web","event":{"ClientIP":"192.0.2.1","requestmethod":"GET","url":"${URL_OF_IMPLANT}`,
  'FortiGate CEF': `CEF: 0|Fortinet|Fortigate|v7|1|utm|3|dhost=c2.example.net FTNTFGThttpmethod=GET request=/ui/chk?mactok\\=1&pad\\=xxxxxxxxxxxxxxx`,
  'FortiGate native': `<188>date=2026-11-24 time=01:02:03 devname="fgt" logid="0316013056" type="utm" subtype="webfilter" hostname="c2.example.net" httpmethod="GET" url="/ui/chk?mactok=1&pad=xxxxxxxxxxxxxxx`,
  'Check Point CEF': `CEF:0|Check Point|URLF|Check Point|Log|x|Low|act=Accept requestMethod=GET request=http://${URL_OF_IMPLANT}`,
  'Check Point syslog': `<134>1 2026-11-24T01:02:03Z gw CheckPoint 1930 - [action:"Accept"; product:"URLF"; method:"GET"; resource:"http://${URL_OF_IMPLANT}`,
  'Check Point Splunk': `time=1794747600|hostname=gw|product=URLF|action=Accept|method=GET|resource=http://${URL_OF_IMPLANT}`,
  'PAN-OS CEF': `CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|act=alert requestMethod=get request="${URL_OF_IMPLANT}`,
  // The method would come later: the rule for devices that log none takes it.
  'PAN-OS native': `<14>Nov 24 01:02:03 pa 1,2026/11/24 01:02:03,001,THREAT,url,1,2026/11/24 01:02:03,192.0.2.1,198.51.100.1${','.repeat(22)}alert,"${URL_OF_IMPLANT}`,
}

const INDICATOR = 'mactok='

for (const [shape, line] of Object.entries(LINES)) {
  t.test(`${shape}: a URL that was cut still matches on what is there`, (t) => {
    const end = line.indexOf(/mactok\\?=/.exec(line)?.[0] ?? INDICATOR) + INDICATOR.length + 1
    for (let cut = end; cut <= line.length; cut++) {
      const matches = detector.detect(batchOf([line.slice(0, cut)]), 0)
      if (matches.length !== 1) t.fail(`${matches.length} matches of: ${line.slice(0, cut)}`)
    }
    t.match(detector.detect(batchOf([line]), 0), [{ row: { RequestURL: /c2\.example\.net\/ui\/chk\?mactok=1&pad=x+$/ } }])
    t.strictSame(detector.detect(batchOf([line.replace('/ui/chk?', '/other?').slice(0, line.indexOf('mactok'))]), 0), [])
    t.end()
  })
}
