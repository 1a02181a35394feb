import t from 'tap'
import { type Changes, changesOf } from '../changes.ts'

const NAMES = { DestinationDnsDomain: ['', 'www.example.com'], DestinationHostName: ['', 'www.example.com'] } as const

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
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Palo Alto Networks|PAN-OS|11.0|url|THREAT|1|${extension}`), changes, extension)
  }
  t.end()
})
