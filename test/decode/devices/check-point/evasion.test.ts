import t from 'tap'
import { readEvent } from '../../../../src/detect/read-event.ts'

const OWN = '<134>1 2026-11-15T13:00:00Z gw-1 CheckPoint 1930 - '
const SPLUNK = 'time=1794747600|hostname=log-1|action=Accept|method=GET|'
const CEF = 'CEF:0|Check Point|URL Filtering|Check Point|Log|Log|Unknown|act=Accept requestMethod=GET '

t.test('what a client writes hides neither its URL nor its method, and is no other address', (t) => {
  const lines = [
    // Escaped by the device.
    String.raw`${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/?a=\"; method:\"POST\"; resource:\"x&mactok=1"; src:"192.0.2.10"]`,
    String.raw`${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/?a=\"\]&mactok=1"; src:"192.0.2.10"]`,
    String.raw`${OWN}[x@2620 action="Accept" method="GET" resource="http://a.example/?mactok=1" src="192.0.2.10" user_agent="x\" method=\"POST\" src=\"203.0.113.1"]`,
    // A backslash that the device did not escape.
    String.raw`${OWN}[action:"Accept"; resource:"http://a.example/?mactok=1\"; method:"GET"; src:"192.0.2.10"]`,
    String.raw`${OWN}[x@2620 action="Accept" resource="http://a.example/?mactok=1\" method="GET" src="192.0.2.10"]`,
    // Quotes that the device did not escape.
    `${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/"x"&mactok=1"; src:"192.0.2.10"]`,
    `${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/?a="; method:"POST"; resource:"x&mactok=1"; src:"192.0.2.10"]`,
    `${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/?mactok=1"; src:"192.0.2.10"; user_agent:"x"; resource:"http://b.example/"; method:"POST"]`,
    // Bytes that are no text, and length.
    `${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/\ufffd\0\n\t];?mactok=1"; src:"192.0.2.10"]`,
    `${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/${'a'.repeat(60_000)}?mactok=1"; src:"192.0.2.10"]`,
    `${OWN}[action:"Accept"; method:"GET"; resource:"http://a.example/?CEF:0|a|b|c|d|e|f|mactok=1"; src:"192.0.2.10"]`,
    // A path and its host; slashes with a backslash in front.
    `${OWN}[action:"Accept"; http_host:"a.example/?"; method:"GET"; resource:"/?mactok=1"; src:"192.0.2.10"]`,
    String.raw`${OWN}[action:"Accept"; method:"GET"; resource:"http:\/\/a.example\/?mactok=1"; src:"192.0.2.10"]`,
    // Pipes.
    `${SPLUNK}resource=http://a.example/a|b?mactok=1|src=192.0.2.10`,
    `${SPLUNK}resource=http://a.example/?a|mactok=1|src=192.0.2.10`,
    `${SPLUNK}resource=http://a.example/?a|method=POST|mactok=1|rule=1|src=192.0.2.10`,
    `${SPLUNK}resource=http://a.example/?mactok=1|src=192.0.2.10|user_agent=x|method=POST|src=203.0.113.1|resource=http://b.example/`,
    String.raw`${SPLUNK}resource=http://a.example/?a|method\=POST|mactok\=1|src=192.0.2.10`,
    // CEF, escaped or not.
    String.raw`${CEF}request=http://a.example/?a requestMethod\=POST&mactok\=1 src=192.0.2.10`,
    `${CEF}request=http://a.example/?mactok=1 requestClientApplication=x request=http://b.example/ requestMethod=POST src=192.0.2.10`,
  ]
  for (const line of lines) {
    const { row, otherReadings, device } = readEvent(line, 0)
    const rows = [row, ...otherReadings.map(({ row }) => row)]
    t.equal(device, 'check-point', line)
    t.ok(
      rows.some((row) => row?.RequestMethod === 'GET' && row.RequestURL?.includes('mactok=1')),
      `request: ${line.slice(0, 300)}`,
    )
    t.equal(row?.SourceIP, '192.0.2.10', `source: ${line.slice(0, 300)}`)
  }
  t.end()
})
