import t from 'tap'
import type { Row } from '../../../../src/decode/common-security-log/row.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'

/*
 * What a client writes into URL, user agent or user name, as the device logs it. In some reading the real request must stand; what the
 * client wrote must not take its place in the row where the format lets that be known.
 */

const URL = '203.0.113.7/ui/chk?mactok=MDA6'

const tabs = (agent: string, url = `"${URL}"`): string =>
  `2026-10-16 22:55:48\treason=Allowed\tevent_id=1\taction=Allowed\ttransactionsize=6\trequestmethod=GET\tuseragent=${agent}\t` +
  `ClientIP=192.0.2.10\tuser=bob@example.com\turl=${url}\tvendor=Zscaler`

const carets = (agent: string, url = URL): string =>
  `ZSCALERNSS: time=Fri Oct 16 22:55:48 2026^^timezone=UTC^^action=Allowed^^hostname=203.0.113.7^^url=${url}^^urlcategory=News^^` +
  `ClientIP=192.0.2.10^^useragent=${agent}^^user=bob@example.com^^requestmethod=GET^^status=200`

const json = (agent: string, url = URL): string =>
  `{"sourcetype":"zscalernss-web","event":{"action":"Allowed","requestmethod":"GET","useragent":"${agent}",` +
  `"ClientIP":"192.0.2.10","user":"bob@example.com","url":"${url}","vendor":"Zscaler"}}`

const cef = (agent: string, url = URL): string =>
  `CEF:0|Zscaler|NSSWeblog|5.7|Allowed|Allowed|3|act=Allowed request=${url} requestClientApplication=${agent} requestMethod=GET src=192.0.2.10`

const readings = (line: string): readonly Row[] => {
  const { row, otherReadings } = readEvent(line, 0)
  return row === null ? [] : [row, ...otherReadings.map((reading) => reading.row)]
}

t.test('the real request is in one of the readings', (t) => {
  const lines = [
    tabs('x'),
    tabs('"x'),
    tabs('"x"y'),
    tabs('x\turl=www.example.com/\trequestmethod=POST'),
    tabs('"x\turl=www.example.com/\trequestmethod=POST"'),
    tabs('x\turl=a\turl=b\trequestmethod=POST\trequestmethod=PUT'),
    tabs('x\tcsip=1\tcdip=2\tsourcetype=zscalernss-fw\tLogTimestamp=3\tZEN=4'),
    tabs('CEF:0|Zscaler|NSSWeblog|5.7|a|b|3|request=www.example.com requestMethod=POST'),
    tabs('x\n\r\0\uFFFD\x1b[0m'),
    tabs('x'.repeat(100_000)),
    tabs('x', URL),
    tabs('x', `"${URL}`),
    carets('x'),
    carets('x^^requestmethod=POST^^url=www.example.com/'),
    carets('"x'),
    carets('x^'),
    carets('x^^LogTimestamp=1^^ZEN=2'),
    json('x'),
    json('x "quoted" y'),
    json('x\\'),
    json('x\\\\'),
    json('x","url":"www.example.com/","requestmethod":"POST'),
    json('x\\",\\"url\\":\\"www.example.com/\\"'),
    json('x"}}'),
    json('x"},{"url'),
    json('x\t{[": '),
    json('x\\u0022,\\u0022url\\u0022'),
    cef('x request=www.example.com/ requestMethod=POST'),
    cef('x\\ request=www.example.com/ requestMethod=POST src=1'),
    cef('x CEF:0|a|b|c|d|e|f|request=www.example.com/ requestMethod=POST'),
  ]
  for (const line of lines) {
    const found = readings(line).some((row) => row.RequestURL?.replace(/^http:\/\//, '') === URL && row.RequestMethod === 'GET')
    t.ok(found, line.slice(0, 400))
  }
  t.end()
})

t.test('what stands within quotes or is escaped overrides nothing', (t) => {
  const lines = [
    tabs('"x\turl=www.example.com/\trequestmethod=POST\tClientIP=192.0.2.66\tuser=eve"'),
    json('x\\",\\"url\\":\\"www.example.com/\\",\\"requestmethod\\":\\"POST\\",\\"ClientIP\\":\\"192.0.2.66'),
    cef('x request\\=www.example.com/ requestMethod\\=POST src\\=192.0.2.66'),
  ]
  const expected = { RequestURL: URL, RequestMethod: 'GET', SourceIP: '192.0.2.10' }
  for (const line of lines) t.match(readings(line)[0], expected, line)
  t.equal(readings(lines[0] ?? '')[0]?.SourceUserName, 'bob@example.com')
  t.end()
})

t.test('an indicator behind a separator in the URL is in one of the readings', (t) => {
  const lines = [
    carets('x', '203.0.113.7/a?b=^^mactok=MDA6'),
    carets('x', '203.0.113.7/a?b=^^user=1&mactok=MDA6'),
    carets('x', '203.0.113.7/a?b=^^user=1^^status=2^^x=3&mactok=MDA6'),
    carets('x', '203.0.113.7/a?b=^^url=1&mactok=MDA6'),
    json('x', '203.0.113.7/a?b="&mactok=MDA6'),
    json('x', '203.0.113.7/a?b={"}[],:&mactok=MDA6'),
    json('x', '203.0.113.7/a?b=\\"&mactok=MDA6'),
    tabs('x', '"203.0.113.7/a?b="&mactok=MDA6"'),
    tabs('x', '"203.0.113.7/a?b="\tx=1&mactok=MDA6"'.replace('\t', '%09')),
    tabs('x', '"203.0.113.7/a?b=\tx=1&mactok=MDA6"'),
  ]
  for (const line of lines)
    t.ok(
      readings(line).some((row) => row.RequestURL?.includes('mactok=')),
      line,
    )
  t.end()
})
