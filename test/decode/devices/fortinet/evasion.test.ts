import t from 'tap'
import { readEvent } from '../../../../src/detect/read-event.ts'

/*
 * What a client can do to the line by its URL, user agent, referer and user name. Whatever it is, one of the readings has the URL with
 * the indicator and, where the device logged it, the method.
 */

const HEAD =
  '<188>date=2026-11-24 time=02:03:04 devname="fgt-a" devid="FG1" logid="0316013056" type="utm" subtype="webfilter" action="blocked" srcip=192.0.2.10 hostname="www.example.com"'

const CEF_HEAD =
  '<188>Nov 24 02:03:05 fgt-a CEF: 0|Fortinet|Fortigate|v7.4.2|13056|utm:webfilter ftgd_blk blocked|4|cat=utm:webfilter src=192.0.2.10 dhost=www.example.com act=blocked'

const LINES: Readonly<Record<string, string>> = {
  'quotes that the device escapes': `${HEAD} url="/ui/chk?mactok=1\\" httpmethod=\\"POST\\" url=\\"/b" httpmethod="GET"`,
  'quotes that it does not': `${HEAD} url="/ui/chk?mactok=1" httpmethod="POST" url="/b" httpmethod="GET"`,
  'a backslash at the end that it does not double': `${HEAD} url="/ui/chk?mactok=1\\" httpmethod="GET" agent="x"`,
  'a user agent with fields': `${HEAD} url="/ui/chk?mactok=1" agent="x" url="/b" httpmethod="POST" httpmethod="GET"`,
  'fields before the URL': `${HEAD} user="x" url="/b" httpmethod="POST" url="/ui/chk?mactok=1" httpmethod="GET"`,
  'a quote and backslashes doubled, the quote not': `${HEAD} agent="x\\\\" httpmethod="POST" url="/ui/chk?mactok=1" httpmethod="GET"`,
  'CEF in the user agent': `${HEAD} agent="CEF:0|Zscaler|NSSWeblog|5.7|a|b|3|request=/" url="/ui/chk?mactok=1" httpmethod="GET"`,
  'CEF in the URL': `${HEAD} url="/ui/chk?mactok=1&CEF:0|Zscaler|NSSWeblog|5.7|a|b|3|requestMethod=POST" httpmethod="GET"`,
  'a tab and a newline': `${HEAD} agent="a\n\turl=/b" url="/ui/chk\t?mactok=1\nhttpmethod=POST" httpmethod="GET"`,
  'no UTF-8': `${HEAD} url="/\ufffd\ufffd?/ui/chk?mactok=1" httpmethod="GET"`,
  'percent-encoding': `${HEAD} url="/%75i/chk?mactok=1" httpmethod="GET"`,
  'a very long URL': `${HEAD} url="/${'a'.repeat(20_000)}?/ui/chk?mactok=1" httpmethod="GET"`,
  'pipes in the user agent of rawdata': `${HEAD} url="/ui/chk?mactok=1" rawdata="Method=GET|User-Agent=x|Method=POST|User-Agent=y"`,
  'a method that is how the URL was rated': `${HEAD} method="domain" url="/ui/chk?mactok=1" httpmethod="GET" ratemethod="ip"`,
  'CEF, a key in the user agent': `${CEF_HEAD} request=/ui/chk?mactok\\=1 requestClientApplication=x request=/b requestMethod=POST FTNTFGThttpmethod=GET requestMethod=GET`,
  'CEF, keys escaped in the URL': `${CEF_HEAD} request=/ui/chk?mactok\\=1 FTNTFGThttpmethod\\=POST FTNTFGThttpmethod=GET`,
}

t.test('the indicator and the method are found', (t) => {
  for (const [name, line] of Object.entries(LINES)) {
    const event = readEvent(line, 0)
    t.equal(event.device, 'fortinet', name)
    const rows = [event, ...event.otherReadings].map(({ row }) => row)
    const found = rows.some((row) => row?.RequestMethod === 'GET' && row.RequestURL?.includes('mactok=1') === true)
    t.ok(found, `${name}: ${JSON.stringify(rows.map((row) => [row?.RequestMethod, row?.RequestURL?.slice(0, 80)]))}`)
    t.equal(event.row?.SourceIP, '192.0.2.10', name)
    t.equal(event.row?.DeviceAction, 'blocked', name)
  }
  t.end()
})

t.test('methods in rawdata that contradict each other are none', (t) => {
  const line = `${HEAD} url="/a" rawdata="User-Agent=x|Method=POST|Method=GET"`
  t.equal(readEvent(line, 0).row?.RequestMethod, undefined)
  t.end()
})
