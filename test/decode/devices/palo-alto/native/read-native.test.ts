import fc from 'fast-check'
import t from 'tap'
import { readNative } from '../../../../../src/decode/devices/palo-alto/native/read-native.ts'
import { readEvent } from '../../../../../src/detect/read-event.ts'
import { cpuTime } from '../../../cpu-time.ts'
import { nativeLine, URL_LOG } from '../native-line.ts'

const read = (text: string) => readNative({ text, structuredData: null, timestamp: null })

const valuesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(read(text)?.extension.map(({ key, value }) => [key, value]) ?? [])

t.test('URL logs of every width', (t) => {
  for (const width of [42, 63, 64, 72, 75, 79, 121, 123, 140]) {
    const event = read(nativeLine(width, URL_LOG))
    t.match(event?.header, {
      deviceVendor: 'Palo Alto Networks',
      deviceProduct: 'PAN-OS',
      signatureId: 'url',
      name: 'THREAT',
      severity: '1',
    })
    t.match(
      valuesOf(nativeLine(width, URL_LOG)),
      {
        ...{ rt: '2026/10/16 22:55:48', start: '2026/10/16 22:55:47', deviceExternalId: '001122334455' },
        ...{ src: '192.0.2.10', dst: '203.0.113.7', spt: '50007', dpt: '80', suser: 'example\\bob', app: 'web-browsing' },
        ...{ act: 'alert', proto: 'tcp', request: 'www.example.com/a', requestContext: 'text/html', cat: '(9999)' },
        ...{ cs1: 'Outbound', cs1Label: 'Rule', cs2: 'news', cs2Label: 'URL Category', cs3: 'vsys1', cs3Label: 'Virtual System' },
        ...{
          cs4: 'trust',
          cs4Label: 'Source Zone',
          cs5: 'untrust',
          cs5Label: 'Destination Zone',
          cn1: '50006',
          cn1Label: 'SessionID',
        },
        ...{ cnt: '1', flexString2: 'client-to-server', flexString2Label: 'Direction', externalId: '1000000001' },
      },
      `${width} fields`,
    )
    t.equal(valuesOf(nativeLine(width, URL_LOG))['requestMethod'], width > 63 ? 'get' : undefined, `${width} fields: method`)
    t.equal(valuesOf(nativeLine(width, URL_LOG))['requestClientApplication'], width > 46 ? 'Agent/1.0' : undefined)
  }
  t.end()
})

t.test('other fields', (t) => {
  const cases: readonly [fields: Readonly<Record<number, string>>, values: Readonly<Record<string, string | undefined>>][] = [
    [
      { 7: '2001:db8::10', 8: '2001:db8::7' },
      { c6a2: '2001:db8::10', c6a3: '2001:db8::7', src: undefined, dst: undefined },
    ],
    [{ 7: '2001:db8::10' }, { c6a2Label: 'Source IPv6 Address', dst: '203.0.113.7' }],
    [{ 8: '2001:db8::7' }, { c6a3Label: 'Destination IPv6 Address', src: '192.0.2.10' }],
    [
      { 12: '', 46: '', 63: '' },
      { suser: undefined, requestClientApplication: undefined, requestMethod: undefined },
    ],
    [{ 107: '2026-10-16T22:55:47.250+02:00' }, { start: '2026-10-16T22:55:47.250+02:00' }],
    [{ 107: 'high_res_time' }, { start: '2026/10/16 22:55:47' }],
    [{ 4: 'spyware', 32: 'Example(13235)' }, { cat: 'spyware' }],
    [
      { 4: 'wildfire', 43: '0123', 44: 'cloud.example.net', 47: 'pe' },
      { fileHash: '0123', filePath: 'cloud.example.net', fileType: 'pe' },
    ],
    [
      { 48: '192.0.2.99', 49: 'http://www.example.net/' },
      { PanOSXForwarderfor: '192.0.2.99', PanOSReferer: 'http://www.example.net/' },
    ],
  ]
  for (const [fields, values] of cases) {
    t.match(valuesOf(nativeLine(123, { ...URL_LOG, ...fields })), values, JSON.stringify(fields))
  }
  t.end()
})

t.test('severity and signature', (t) => {
  const cases: readonly [fields: Readonly<Record<number, string>>, severity: string, signatureId: string][] = [
    [{ 34: 'low' }, '2', 'url'],
    [{ 34: 'Medium' }, '3', 'url'],
    [{ 34: 'high' }, '4', 'url'],
    [{ 34: 'critical' }, '5', 'url'],
    [{ 34: 'constructor' }, '', 'url'],
    [{ 4: 'vulnerability', 32: 'Example(13235)', 34: 'high' }, '4', 'Example(13235)'],
    [{ 4: 'vulnerability', 32: '' }, '1', 'vulnerability'],
    [{ 3: 'TRAFFIC', 4: 'end' }, '1', 'end'],
    [{ 3: 'IPTAG', 4: 'login' }, '1', 'login'],
  ]
  for (const [fields, severity, signatureId] of cases) {
    t.match(read(nativeLine(72, { ...URL_LOG, ...fields }))?.header, { severity, signatureId }, JSON.stringify(fields))
  }
  t.end()
})

t.test('a line that was cut is read as far as it goes', (t) => {
  const line = nativeLine(72, { ...URL_LOG, 31: 'www.example.com/ui/chk?mactok=1&q="a,b"' })
  const url = line.indexOf('www')
  for (let end = line.indexOf('THREAT,') + 7; end <= line.length; end++) {
    const request = valuesOf(line.slice(0, end))['request'] ?? ''
    t.ok('www.example.com/ui/chk?mactok=1&q="a,b"'.startsWith(request.replace(/"$/, '')), `${end}: ${request}`)
    if (end > url + 31) t.ok(request.includes('mactok=1'), `${end}: the indicator is there`)
  }
  t.end()
})

t.test('messages of others', (t) => {
  const others = [
    '',
    'THREAT,url,1',
    '1,2026/10/16 22:55:48,001122334455',
    '1,2026/10/16 22:55:48,001122334455,OTHER,url,',
    'x 1,2026/10/16 22:55:48,001122334455,THREAT,url,',
    '1,"2026/10/16 22:55:48",001122334455,THREAT,url,',
    'CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|request=1,2,3,THREAT,url,',
    'CEF:0|Vendor|Product|1|1|name|1|msg=1,2,3,THREAT,url,',
    'LEEF:2.0|Palo Alto Networks|Next Generation Firewall|10.1|sports| |cat=threat SubType=url',
    'date=2026-10-16 time=22:55:48 devname="x" type="utm" subtype="webfilter" url="/1,2,3,THREAT,url,"',
    '[action:"Accept"; src:"192.0.2.1"; resource:"http://www.example.com/1,2,3,THREAT,url,"]',
    '192.0.2.1 - - [16/Oct/2026:22:55:48 +0000] "GET /1,2,3,THREAT,url, HTTP/1.1" 200 1',
    '2026-10-16T22:55:48,192.0.2.64,52172,198.51.100.222,443,udp,,,1,1,224,490,,ISP1,,,Delete flow (udp flow timeout),',
    'ION_HOST="x" DEVICE_TIME="2026-10-16T22:55:48.882Z" MSG="x" SEVERITY="major"',
    '{"sourcetype":"zscalernss-web","event":{"url":"1,2,3,THREAT,url,"}}',
  ]
  for (const text of others) t.equal(read(text), null, text)
  t.end()
})

t.test('the host and where the message starts, in every header', (t) => {
  const line = nativeLine(72, URL_LOG)
  const cases: readonly [header: string, host: string | undefined][] = [
    ['', undefined],
    ['<14>', undefined],
    ['<14>Oct 16 22:55:48 PA-VM ', 'PA-VM'],
    ['<14>Oct  6 22:55:48 fw1.example.com ', 'fw1.example.com'],
    ['<134> Oct 16 22:55:48 PA-VM ', 'PA-VM'],
    ['Oct 16 22:55:48 ', undefined],
    ['<14>Oct 16 22:55:48 ', undefined],
    ['<14>Oct 16 22:55:48 192.0.2.1 ', '192.0.2.1'],
    ['<14>1 2026-10-16T22:55:48.000+00:00 PA-VM - - - - ', 'PA-VM'],
    ['<14>1 2026-10-16T22:55:48.000Z PA-VM ', 'PA-VM'],
    ['535 <14>1 2026-10-16T22:55:48.000Z PA-VM - - - - ', 'PA-VM'],
    ['Oct 16 22:55:49 198.51.100.1 <14>Oct 16 22:55:48 PA-VM ', 'PA-VM'],
    ['Oct 16 22:55:49 198.51.100.1 <14>Oct 16 22:55:48 ', '198.51.100.1'],
    ['Oct 16 22:55:49 198.51.100.1 4377 <14>1 2026-10-16T22:55:48.048Z stream-1 logforwarder - panwlogs - ', 'stream-1'],
  ]
  for (const [header, host] of cases) {
    const { device, format, row, error } = readEvent(header + line, 0)
    t.strictSame({ device, format, error }, { device: 'palo-alto', format: 'native', error: null }, header)
    t.match(
      row,
      { Computer: host, RequestURL: 'www.example.com/a', RequestMethod: 'GET', DeviceExternalID: '001122334455' },
      header,
    )
  }
  t.end()
})

t.test('never throws, and gives values of the frame', (t) => {
  const line = nativeLine(123, { ...URL_LOG, 46: 'x, "y"', 107: '2026-10-16T22:55:47.250+02:00' })
  const mutated = fc
    .tuple(fc.nat(line.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 6 }))
    .map(([at, cut, text]) => line.slice(0, at) + text + line.slice(at + cut))
  const labels = /Label$/
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ unit: 'binary' })), (text) => {
      const plain = text.replaceAll('"', '')
      for (const { key, value } of read(text)?.extension ?? []) {
        if (!labels.test(key)) t.ok(plain.includes(value.replaceAll('"', '')), `${key}=${value}`)
      }
    }),
    { numRuns: 300 },
  )
  t.end()
})

t.test('64 KiB of anything repeated takes time linear in its length', (t) => {
  const slow: string[] = []
  for (const unit of ['"', '""', ',', '",', ',"', '"",', 'a', ' ', '1,', '1,1,1,', '\\"', '\0', '1,2,3,THREAT,']) {
    for (const prefix of ['', '1,', '1,x,y,THREAT,', '1,x,y,THREAT,url,"', nativeLine(31, URL_LOG) + ',"']) {
      const text = `${prefix}${unit.repeat(65_536 / unit.length)}x`
      const took = cpuTime(() => void read(text))
      if (took > 500) slow.push(`${prefix}, ${unit} repeated: ${Math.round(took)} ms`)
    }
  }
  t.strictSame(slow, [])
  t.end()
})
