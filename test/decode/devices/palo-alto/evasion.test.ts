import t from 'tap'
import { createDetector } from '../../../../src/detect/detector.ts'
import { IGNORE_EVENTS } from '../../../../src/runtime/ignore-events.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'
import { loadShippedRules } from '../../../detect/shipped-rules.ts'
import { batchOf } from '../../../receive/scanner/batches.ts'
import { nativeLine, URL_LOG } from './native-line.ts'

/* A client chooses its URL, user agent, referer, host and the names of its files and of its user. None of them may hide its request. */

const rules = await loadShippedRules()

const detector = createDetector({ rules, exclusions: [] }, IGNORE_EVENTS)

const severitiesOf = (line: string): readonly (string | undefined)[] =>
  detector.detect(batchOf([line]), 0).map(({ ruleId }) => rules.find(({ id }) => id === ruleId)?.severity)

const URL = 'www.example.com/ui/chk?mactok=MDA6'

/** What a client may write, with what each format takes for a separator, a quote or an escape. */
const TEXTS = [
  'x',
  'x request=www.example.org/ requestMethod=POST',
  'x requestMethod=POST request=www.example.org/',
  'x request="www.example.org/" requestMethod=post act=block',
  'x\trequestMethod=POST\trequest=www.example.org/',
  'x\nrequestMethod=POST request=www.example.org/',
  'x PanOSHTTPMethod=post cat=file',
  'x","www.example.org/","(9999)","post',
  '"',
  '""',
  '","',
  '\\',
  '\\"',
  ',post,post,post,post',
  'CEF:0|Fortinet|Fortigate|1|x|y|1|request=/ requestMethod=POST',
  '1,2026/10/16 22:55:48,001122334455,TRAFFIC,end,',
  'date=2026-10-16 devname="x" type="traffic" url="/" httpmethod="POST"',
  '[action:"Accept"; method:"POST"; resource:"http://www.example.org/"]',
  '\0\uFFFD\u2028',
  'a,"b'.repeat(4000),
]

/** The client's own fields: URL, user agent, forwarded-for, referer, file type, user. */
const FIELDS = [12, 46, 47, 48, 49, 51]

t.test('native: a text in one field is never another field', (t) => {
  for (const text of TEXTS) {
    for (const field of FIELDS) {
      const line = `<14>Oct 16 22:55:48 PA-1 ${nativeLine(75, { ...URL_LOG, 31: URL, [field]: text })}`
      t.strictSame(severitiesOf(line), ['High'], `${field}: ${text.slice(0, 60)}`)
      t.match(readEvent(line, 0), {
        device: 'palo-alto',
        row: { RequestURL: URL, RequestMethod: 'GET', DestinationIP: '203.0.113.7' },
      })
    }
    const behind = `<14>Oct 16 22:55:48 PA-1 ${nativeLine(75, { ...URL_LOG, 31: `${URL}&q=${text}` })}`
    t.strictSame(severitiesOf(behind), ['High'], `behind the URL: ${text.slice(0, 60)}`)
    const before = `<14>Oct 16 22:55:48 PA-1 ${nativeLine(75, { ...URL_LOG, 31: `www.example.com/?q=${text}&mactok=1` })}`
    t.strictSame(severitiesOf(before), ['High'], `in front of the indicator: ${text.slice(0, 60)}`)
  }
  t.end()
})

t.test('native: a URL that was cut alerts with what is left of it', (t) => {
  const line = nativeLine(75, { ...URL_LOG, 31: `${URL}","get","${'x'.repeat(2000)}` })
  for (const end of [line.indexOf('mactok=') + 7, line.indexOf('mactok=') + 40, line.indexOf('mactok=') + 1500]) {
    t.strictSame(severitiesOf(`<14>Oct 16 22:55:48 PA-1 ${line.slice(0, end)}`), ['Medium'], `${end} characters`)
  }
  t.end()
})

t.test('CEF that escapes nothing: every URL and method that an event holds is tried', (t) => {
  const fakes = [
    'x request=www.example.org/ requestMethod=POST',
    'x requestMethod=POST request=www.example.org/ PanOSReferer=',
    'x request="www.example.org/"',
    'x requestMethod=post',
    'x requestUrl=www.example.org/',
    'x PanOSHTTPMethod=post',
    'x cat=file fname=report.pdf',
    'x\trequest=www.example.org/\trequestMethod=POST',
  ]
  const headers = ['url|THREAT|1', 'Example(54701)|THREAT|4'].map(
    (header) =>
      `<14>Oct 16 22:55:48 PA-1 CEF:0|Palo Alto Networks|PAN-OS|10.1|${header}|src=192.0.2.10 dst=203.0.113.7 act=alert`,
  )
  for (const [header, fake] of headers.flatMap((header) => fakes.map((fake) => [header, fake] as const))) {
    const after = `${header} request="${URL}" requestMethod=get requestClientApplication=${fake} PanOSReferer=`
    const before = `${header} requestClientApplication=${fake} requestMethod=get request="${URL}"`
    t.ok(severitiesOf(after).includes('High'), after)
    t.ok(severitiesOf(before).includes('High'), before)
  }
  t.end()
})

t.test('log forwarding’s threat logs: a requestMethod is the client’s', (t) => {
  const header = 'CEF:0|Palo Alto Networks|LF|2.0|THREAT|spyware|3|src=192.0.2.10 dst=203.0.113.7 act=alert PanOSHTTPMethod=get'
  const cases: readonly [rest: string, severity: string][] = [
    [`request=\\"${URL}\\"`, 'High'],
    [`request=\\"${URL}\\" requestClientApplication=x requestMethod=POST`, 'High'],
    [`request=\\"${URL}\\" requestClientApplication=x PanOSHTTPMethod=post`, 'Medium'],
    [`request=\\"${URL}\\" requestClientApplication=x PanOSHTTPMethod=get`, 'High'],
  ]
  for (const [rest, severity] of cases) t.strictSame(severitiesOf(`${header} ${rest}`), [severity], rest)
  t.end()
})
