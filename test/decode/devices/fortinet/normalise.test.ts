import t from 'tap'
import { formatDatetime } from '../../../../src/decode/common-security-log/row.ts'
import { readEvent } from '../../../../src/detect/read-event.ts'
import { type Changes, changesOf } from '../changes.ts'

const NAMES = { DestinationDnsDomain: ['', 'www.example.com'], DestinationHostName: ['', 'www.example.com'] } as const

t.test('what Fortinet’s normaliser changes', (t) => {
  const cases: readonly [extension: string, changes: Changes][] = [
    [
      'dhost=www.example.com request=/ui/chk?mactok\\=1',
      {
        RequestURL: ['/ui/chk?mactok=1', 'www.example.com/ui/chk?mactok=1'],
        DestinationDnsDomain: ['', 'www.example.com'],
      },
    ],
    ['FTNTFGThostname=www.example.com request=/a', { RequestURL: ['/a', 'www.example.com/a'], ...NAMES }],
    ['request=/a', {}],
    ['request=https://www.example.com/a', NAMES],
    [
      'dhost=www.example.com request=\\/ui\\/chk',
      {
        RequestURL: ['\\/ui\\/chk', 'www.example.com/ui/chk'],
        DestinationDnsDomain: ['', 'www.example.com'],
      },
    ],
    ['FTNTFGThttpmethod=GET', { RequestMethod: ['', 'GET'] }],
    ['FortinetFortiGatehttpmethod=GET', { RequestMethod: ['', 'GET'] }],
    ['ad.httpmethod=get', { RequestMethod: ['', 'GET'] }],
    ['httpmethod=post', { RequestMethod: ['', 'POST'] }],
    [
      'FTNTFGTrawdata=Method\\=GET|User-Agent\\=curl/7.47.0',
      {
        RequestMethod: ['', 'GET'],
        RequestClientApplication: ['', 'curl/7.47.0'],
      },
    ],
    [
      'FTNTFGTrawdata=User-Agent=Agent (a=b)|Referer=x|Method=POST',
      {
        RequestMethod: ['', 'POST'],
        RequestClientApplication: ['', 'Agent (a=b)'],
      },
    ],
    ['FTNTFGTrawdata=Xmethod\\=GET FTNTFGTagent=curl', { RequestClientApplication: ['', 'curl'] }],
    ['requestClientApplication=sent ad.agent=other', {}],
    ['FTNTFGTmethod=domain', {}],
    ['FTNTFGTmethod=ip ad.ratemethod=domain ad.method=https method=https', {}],
    ['cat=utm:webfilter duser=bob', { SourceUserName: ['', 'bob'] }],
    ['cat=utm duser=bob', { SourceUserName: ['', 'bob'] }],
    ['cat=utm:webfilter suser=alice duser=bob', {}],
    ['cat=traffic:forward duser=bob', {}],
    ['ad.srcname=pc-7', { SourceHostName: ['', 'pc-7'] }],
    ['app=HTTP request=www.example.com/a', { RequestURL: ['www.example.com/a', 'http://www.example.com/a'], ...NAMES }],
    ['app=https/tls1.2 request=www.example.com/a', { RequestURL: ['www.example.com/a', 'https://www.example.com/a'], ...NAMES }],
    ['app=HTTPS request=/a', {}],
    ['app=HTTPS request=http://www.example.com/a', NAMES],
    ['app=SSL request=www.example.com/a', NAMES],
    ['app=HTTPS request=www.example.com:443', NAMES],
    ['dhost=2001:db8::7 request=/a', { RequestURL: ['/a', '2001:db8::7/a'], DestinationDnsDomain: ['', '2001:db8::7'] }],
    ['ad.hostname=www.example.com ad.dstname=www.example.net', { DestinationHostName: ['', 'www.example.com'] }],
    ['FTNTFGTdstname=www.example.net', { DestinationHostName: ['', 'www.example.net'] }],
    ['FTNTFGTsubtype=waf FTNTFGTmethod=PUT', { RequestMethod: ['', 'PUT'] }],
    ['FTNTFGTsubtype=waf FTNTFGTmethod=PUT FTNTFGThttpmethod=GET', { RequestMethod: ['', 'GET'] }],
    ['FTNTFGTsubtype=system FTNTFGTmethod=https', {}],
    ['FTNTFGTrawdata=User-Agent\\=x|Method\\=POST|Method\\=GET', { RequestClientApplication: ['', 'x'] }],
    [
      'FTNTFGTrawdata=Method\\=GET|User-Agent\\=x|Method\\=POST',
      { RequestMethod: ['', 'GET'], RequestClientApplication: ['', 'x'] },
    ],
    [
      'request=none requestClientApplication=none dhost=none suser=Unknown requestMethod=none reason=none',
      {
        RequestURL: ['none', ''],
        RequestClientApplication: ['none', ''],
        DestinationHostName: ['none', ''],
        SourceUserName: ['Unknown', ''],
        RequestMethod: ['none', ''],
      },
    ],
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF: 0|Fortinet|Fortigate|v7.0.3|13056|utm:webfilter|4|${extension}`), changes, extension)
  }
  t.end()
})

t.test('StartTime is the device’s own time', (t) => {
  const cases: readonly [extension: string, timeZone: string, time: string | undefined][] = [
    ['FTNTFGTeventtime=1795482184', 'UTC', '2026-11-24T01:03:04.0000000Z'],
    ['FTNTFGTeventtime=1795482184123456789', 'Asia/Tokyo', '2026-11-24T01:03:04.1234567Z'],
    ['FortinetFortiGateeventtime=1795482184123456789', 'UTC', '2026-11-24T01:03:04.1234567Z'],
    ['ad.eventtime=1795482184123456789', 'UTC', '2026-11-24T01:03:04.1234567Z'],
    ['FTNTFGTdate=2026-11-24 FTNTFGTtime=02:03:04 FTNTFGTtz=+0100', 'UTC', '2026-11-24T01:03:04.0000000Z'],
    ['FTNTFGTdate=2026-11-24 FTNTFGTtime=02:03:04 FTNTFGTtz="-0730"', 'UTC', '2026-11-24T09:33:04.0000000Z'],
    ['FTNTFGTdate=2026-11-24 FTNTFGTtime=02:03:04', 'Europe/Berlin', '2026-11-24T01:03:04.0000000Z'],
    ['FTNTFGTdate=2026-11-24 FTNTFGTtime=02:03:04 FTNTFGTtimezone=(GMT-5:00)Eastern Time', 'UTC', '2026-11-24T07:03:04.0000000Z'],
    [
      'FTNTFGTdate=2026-11-24 FTNTFGTtime=02:03:04 FTNTFGTtimezone=(GMT+0000)Region,City',
      'Asia/Tokyo',
      '2026-11-24T02:03:04.0000000Z',
    ],
    [
      'FTNTFGTeventtime=12345678 FTNTFGTdate=2026-11-24 FTNTFGTtime=02:03:04 FTNTFGTtz=+0100',
      'UTC',
      '2026-11-24T01:03:04.0000000Z',
    ],
    ['start=Nov 24 2026 02:03:04 UTC tz="+0800"', 'UTC', '2026-11-24T02:03:04.0000000Z'],
    ['start=1795482184000 tz="+0800"', 'UTC', '2026-11-24T01:03:04.0000000Z'],
    ['start=Nov 24 2026 02:03:04', 'Europe/Berlin', '2026-11-24T01:03:04.0000000Z'],
    ['FTNTFGTdate=2026-11-24', 'UTC', undefined],
  ]
  for (const [extension, timeZone, time] of cases) {
    const { row } = readEvent(`CEF: 0|Fortinet|Fortigate|v7.0.3|13056|utm:webfilter|4|${extension}`, 0, { timeZone })
    t.equal(row?.StartTime === undefined ? undefined : formatDatetime(row.StartTime), time, `${extension} in ${timeZone}`)
  }
  t.end()
})
