import fc from 'fast-check'
import t from 'tap'
import type { CefEvent } from '../../../../src/decode/cef-parser/index.ts'
import { parseCef } from '../../../../src/decode/cef-parser/index.ts'
import { parseSyslogHeader } from '../../../../src/receive/syslog-message/parse-header.ts'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import { syslog } from '../../../../src/respond/delivery/formats/syslog.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'
import { hostileNotification, stormSummary } from './hostile-alert.ts'

const OPTIONS = { facility: 'local4', appName: 'cefwatch', hostname: 'watch.example.com' }

const encode = (notification: Notification, defang = false): string => syslog.encode(notification, { options: OPTIONS, defang })

/** What our own receiver makes of a message. */
function read(message: string): {
  header: ReturnType<typeof parseSyslogHeader>
  event: CefEvent
  fields: Record<string, string>
} {
  const header = parseSyslogHeader(message)
  const { event, error } = parseCef(message.slice(header.messageOffset))
  if (event === null || error !== null) throw new Error(`unreadable: ${message}`)
  return { header, event, fields: Object.fromEntries(event.extension.map(({ key, value }) => [key, value])) }
}

t.test('RFC 5424 with CEF in it', (t) => {
  const message = encode(sampleNotification())
  // local4 is 20, and High critical: RFC 5424, section 6.2.1.
  t.match(
    message,
    /^<162>1 2026-11-24T09:00:00\.001Z watch\.example\.com cefwatch - alert\.created - CEF:0\|cefwatch\|cefwatch\|/,
  )
  const { header, event, fields } = read(message)
  t.match(header, { format: 'rfc5424', facility: 20, severity: 2, host: 'watch.example.com', msgId: 'alert.created' })
  t.match(event.header, { signatureId: sampleAlert().rule.id, name: 'RunningRAT request parameters', severity: '8' })
  t.strictSame(fields, {
    externalId: 'alert-1',
    cat: 'alert.created',
    cnt: '1',
    start: '1795510800000',
    end: '1795510800000',
    cs1Label: 'ruleTactics',
    cs1: 'Exfiltration,T1041',
    cs2Label: 'matchedOn',
    cs2: 'normalised',
    src: '192.0.2.10',
    dst: '198.51.100.7',
    outcome: 'blocked',
    act: 'blocked',
    requestMethod: 'GET',
    cs3Label: 'indicators',
    cs3: 'RequestURL:mactok=',
    cs4Label: 'device',
    cs4: 'Fortinet Fortigate',
    shost: 'ws-17',
    dhost: 'cdn.example.net',
    request: 'http://cdn.example.net/a?mactok=1',
    msg: sampleAlert().description,
  })
  t.end()
})

t.test('addresses of either version, and what is none', (t) => {
  const sample = sampleAlert()
  const fieldsOf = (sourceIp: string) =>
    read(encode(sampleNotification({ alert: { ...sample, request: { ...sample.request, sourceIp } } }))).fields
  t.match(fieldsOf('2001:db8::5'), { c6a2: '2001:db8::5', c6a2Label: 'Source IPv6 Address' })
  const neither = fieldsOf('ws-17 dst=203.0.113.9')
  t.same([neither['src'], neither['c6a2'], neither['dst']], [undefined, undefined, '198.51.100.7'])
  t.end()
})

t.test('severities', (t) => {
  const sample = sampleAlert()
  const cases = {
    Informational: ['<166>', '1'],
    Low: ['<165>', '3'],
    Medium: ['<164>', '6'],
    High: ['<162>', '8'],
    Odd: ['<162>', '8'],
  }
  for (const [severity, [priority = '', cef]] of Object.entries(cases)) {
    const message = encode(sampleNotification({ alert: { ...sample, rule: { ...sample.rule, severity } } }))
    t.ok(message.startsWith(priority), severity)
    t.equal(read(message).event.header.severity, cef)
  }
  t.end()
})

t.test("without options: local0, cefwatch, and the machine's name", (t) => {
  t.match(syslog.encode(sampleNotification(), { options: {}, defang: false }), /^<130>1 \S+ [A-Za-z0-9_.-]+ cefwatch - /)
  const { hostname, appName } = syslog.options
  t.notOk(hostname?.safeParse('two words').success)
  t.notOk(appName?.safeParse('x'.repeat(49)).success)
  t.end()
})

t.test('a summary of many alerts names their sources', (t) => {
  const { fields } = read(encode(stormSummary()))
  t.match(fields, { cnt: '12000', cs5Label: 'sources', cs5: '192.0.2.10, 192.0.2.11, 2001:db8::5' })
  t.same([fields['src'], fields['request'], fields['cs3'], fields['cs3Label']], [undefined, undefined, undefined, undefined])
  t.end()
})

t.test('defanged for people, and as it was for machines', (t) => {
  t.match(read(encode(sampleNotification(), true)).fields, {
    src: '192.0.2.10',
    request: 'http://cdn.example.net/a?mactok=1',
    msg: /^RunningRAT request parameters: ws-17 \(192\[\.\]0/,
  })
  t.end()
})

t.test('whatever senders wrote, our own parser reads the same fields back', (t) => {
  const keysOf = (message: string) => read(message).event.extension.map(({ key }) => key)
  const known = new Set([
    ...keysOf(encode(sampleNotification())),
    ...keysOf(encode(stormSummary())),
    'suser',
    'requestClientApplication',
  ])
  for (const key of ['c6a2', 'c6a2Label', 'c6a3', 'c6a3Label']) known.add(key)
  fc.assert(
    fc.property(hostileNotification, fc.boolean(), (notification, defang) => {
      const message = encode(notification, defang)
      const { header, event, fields } = read(message)
      const keys = event.extension.map(({ key }) => key)
      t.ok(Buffer.byteLength(message) <= 8192)
      t.notMatch(message, /[\p{Cc}\p{Cf}\p{Cs}]/u)
      t.match(header, {
        format: 'rfc5424',
        host: 'watch.example.com',
        appName: 'cefwatch',
        messageOffset: message.indexOf('CEF:0|'),
      })
      t.ok(
        keys.every((key) => known.has(key)),
        'no key of their making',
      )
      t.equal(new Set(keys).size, keys.length, 'and none twice')
      t.match(fields, { externalId: 'a1', cnt: String(notification.alert.count), cat: notification.type })
      const { url } = notification.alert.request
      if (url.length < 60 && /^[\x21-\x7e]+$/.test(url)) t.equal(fields['request'], url)
    }),
    { numRuns: 60 },
  )
  t.end()
})
