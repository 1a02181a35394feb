import t from 'tap'
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
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF: 0|Fortinet|Fortigate|v7.0.3|13056|utm:webfilter|4|${extension}`), changes, extension)
  }
  t.end()
})
