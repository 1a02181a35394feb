import t from 'tap'
import { readEvent } from '../../../../src/detect/read-event.ts'
import { type Changes, changesOf } from '../changes.ts'

const NAMES = { DestinationDnsDomain: ['', 'www.example.com'], DestinationHostName: ['', 'www.example.com'] } as const

/** 2026-10-16T22:55:48Z. */
const TICKS = BigInt(Date.UTC(2026, 9, 16, 22, 55, 48)) * 10_000n

t.test('what Palo Alto’s normaliser changes', (t) => {
  const cases: readonly [extension: string, changes: Changes][] = [
    [
      'request="www.example.com:443/a?b=c" requestMethod=get',
      {
        RequestURL: ['"www.example.com:443/a?b=c"', 'www.example.com:443/a?b=c'],
        RequestMethod: ['get', 'GET'],
        ...NAMES,
      },
    ],
    ['request=\\"www.example.com/a\\"', { RequestURL: ['\\"www.example.com/a\\"', 'www.example.com/a'], ...NAMES }],
    ['request="www.example.com/a', { RequestURL: ['"www.example.com/a', 'www.example.com/a'], ...NAMES }],
    ['request=www.example.com/a"', NAMES],
    ['request="report.pdf"', { RequestURL: ['"report.pdf"', 'report.pdf'] }],
    ['request=?%', {}],
    ['requestMethod=unknown', { RequestMethod: ['unknown', ''] }],
    ['PanOSHTTPMethod=get', { RequestMethod: ['', 'GET'] }],
    ['requestMethod=unknown PanOSHTTPMethod=post', { RequestMethod: ['unknown', 'POST'] }],
    ['requestMethod=m-ſearch', { RequestMethod: ['m-ſearch', 'M-ſEARCH'] }],
    ['PanOSSourceDeviceHost=pc-7', { SourceHostName: ['', 'pc-7'] }],
    [
      'c6a2=2001:db8::1 c6a2Label=Source IPv6 Address c6a3=2001:db8::2 c6a3Label=Destination IPv6 Address',
      {
        SourceIP: ['', '2001:db8::1'],
        DestinationIP: ['', '2001:db8::2'],
      },
    ],
    ['src=192.0.2.1 c6a2=2001:db8::1 c6a2Label=Source IPv6 Address', {}],
    ['c6a2=2001:db8::1 c6a2Label=Another Address', {}],
    ['suser=example\\\\bob duser=o"\'"x act=reset client', {}],
    ['suser=198.51.100.99', { SourceUserName: ['198.51.100.99', ''] }],
    ['suser=2001:db8::99', { SourceUserName: ['2001:db8::99', ''] }],
    ['suser=x-fwd-for: 198.51.100.99', { SourceUserName: ['x-fwd-for: 198.51.100.99', ''] }],
    ['suser=cafe', {}],
    ['suser=198.51.100.0/24', {}],
    ['suser=999.1.1.1', {}],
    ['shost=192.0.2.5', { SourceHostName: ['192.0.2.5', ''], SourceIP: ['', '192.0.2.5'] }],
    ['shost=192.0.2.5 src=192.0.2.6', { SourceHostName: ['192.0.2.5', ''] }],
    [
      'PanOSSourceUserName=bob PanOSEndpointDeviceName=pc-7 PanOSPublicIPv4=198.51.100.9',
      { SourceUserName: ['', 'bob'], SourceHostName: ['', 'pc-7'], SourceIP: ['', '198.51.100.9'] },
    ],
    ['requestClientApplication="Agent/1.0 (a, b)"', { RequestClientApplication: ['"Agent/1.0 (a, b)"', 'Agent/1.0 (a, b)'] }],
    ['rt=Oct 16 2026 22:55:48 GMT', { StartTime: ['', TICKS] }],
    ['rt=Oct 16 2026 22:55:50 GMT PanOSTimeGeneratedHighResolution=Oct 16 2026 22:55:48', { StartTime: ['', TICKS] }],
    ['rt=Oct 16 2026 22:55:50 GMT start=Oct 16 2026 22:55:48 GMT', {}],
    ['rt=recv_time', {}],
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Palo Alto Networks|PAN-OS|11.0|url|THREAT|1|${extension}`), changes, extension)
  }
  t.end()
})

t.test('a file’s name is no URL', (t) => {
  const moved = { RequestURL: ['"report.pdf"', ''], FileName: ['', 'report.pdf'] } as const
  const stays = { RequestURL: ['"report.pdf"', 'report.pdf'] } as const
  const cases: readonly [header: string, extension: string, changes: Changes][] = [
    ['PAN-OS|11.0|file|THREAT|1', 'request="report.pdf"', moved],
    ['PAN-OS|11.0|data|THREAT|1', 'request="report.pdf"', moved],
    ['PAN-OS|11.0|wildfire|THREAT|4', 'request="report.pdf"', moved],
    ['PAN-OS|11.0|Example(2000001)|THREAT|3', 'request="report.pdf" cat=virus', moved],
    ['PAN-OS|11.0|Example(2000001)|THREAT|3', 'request="report.pdf" cat=ml-virus', moved],
    ['LF|2.0|THREAT|file|3', 'request="report.pdf"', moved],
    ['LF|2.0|THREAT|file|3', 'request="report.pdf" fname=other.pdf', { RequestURL: ['"report.pdf"', ''] }],
    [
      'PAN-OS|11.0|wildfire|THREAT|4',
      'request="www.example.com/a"',
      { RequestURL: ['"www.example.com/a"', 'www.example.com/a'], ...NAMES },
    ],
    ['PAN-OS|11.0|url|THREAT|1', 'request="report.pdf"', stays],
    ['PAN-OS|11.0|url|THREAT|1', 'request="report.pdf" cat=file', stays],
    ['LF|2.0|THREAT|url|1', 'request="report.pdf" cat=file', stays],
    ['PAN-OS|11.0|Example(54701)|THREAT|3', 'request="report.pdf" cat=vulnerability', stays],
  ]
  for (const [header, extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Palo Alto Networks|${header}|${extension}`), changes, `${header}: ${extension}`)
  }
  t.end()
})

t.test('in logs about threats PanOSHTTPMethod is the device’s', (t) => {
  const cases: readonly [extension: string, changes: Changes][] = [
    ['PanOSHTTPMethod=get', { RequestMethod: ['', 'GET'] }],
    ['PanOSHTTPMethod=get requestMethod=POST', { RequestMethod: ['POST', 'GET'] }],
    ['PanOSHTTPMethod=get PanOSHTTPMethod=GET', { RequestMethod: ['', 'GET'] }],
    ['PanOSHTTPMethod=get PanOSHTTPMethod=post', {}],
    ['PanOSHTTPMethod= requestMethod=get', { RequestMethod: ['get', 'GET'] }],
    ['PanOSHTTPMethod=unknown', {}],
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Palo Alto Networks|LF|2.0|THREAT|spyware|3|${extension}`), changes, extension)
  }
  t.end()
})

t.test('times of log forwarding are in the zone that it names', (t) => {
  const text = 'CEF:0|Palo Alto Networks|LF|2.0|TRAFFIC|end|3|rt=Oct 16 2026 22:55:48'
  const cases: readonly [extension: string, hour: number][] = [
    ['', 20],
    [' dtz=UTC', 22],
    [' dtz=America/New_York', 26],
    [' dtz=nowhere', 20],
  ]
  for (const [extension, hour] of cases) {
    const { row } = readEvent(text + extension, Date.UTC(2026, 9, 17), { timeZone: 'Europe/Berlin' })
    t.equal(row?.StartTime, BigInt(Date.UTC(2026, 9, 16, hour, 55, 48)) * 10_000n, extension)
  }
  t.end()
})
