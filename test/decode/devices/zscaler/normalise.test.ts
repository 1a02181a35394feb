import t from 'tap'
import { type Changes, changesOf } from '../changes.ts'

const OCTOBER = BigInt(Date.UTC(2026, 9, 16, 22, 55, 48)) * 10_000n

t.test('what Zscaler’s normaliser changes', (t) => {
  const cases: readonly [extension: string, changes: Changes][] = [
    ['request=www.example.com/a?b=c requestMethod=GET dhost=www.example.com', { DestinationDnsDomain: ['', 'www.example.com'] }],
    ['request=www.example.com/a destinationDnsDomain=example.org dhost=example.net', {}],
    [
      'request=www.example.com:443 requestMethod=CONNECT',
      {
        DestinationDnsDomain: ['', 'www.example.com'],
        DestinationHostName: ['', 'www.example.com'],
      },
    ],
    ['requestMethod=NA', { RequestMethod: ['NA', ''] }],
    [
      'requestClientApplication=Unknown requestContext=None outcome=N/A suser=none',
      {
        RequestClientApplication: ['Unknown', ''],
        RequestContext: ['None', ''],
        EventOutcome: ['N/A', ''],
        SourceUserName: ['none', ''],
      },
    ],
    ['cs5=None fileType=None reason=None', {}],
    ['devicehostname=pc-7', { SourceHostName: ['', 'pc-7'] }],
    ['devicehostname=NA', {}],
    ['devicehostname=pc-7 shost=pc-8', {}],
    ['shost=Unknown devicehostname=pc-7', { SourceHostName: ['Unknown', 'pc-7'] }],
    [
      'src=203.0.113.5 sourceTranslatedAddress=10.0.0.5',
      {
        SourceIP: ['203.0.113.5', '10.0.0.5'],
        SourceTranslatedAddress: ['10.0.0.5', '203.0.113.5'],
      },
    ],
    [
      'src=2001:db8::5 sourceTranslatedAddress=fd00::5',
      {
        SourceIP: ['2001:db8::5', 'fd00::5'],
        SourceTranslatedAddress: ['fd00::5', '2001:db8::5'],
      },
    ],
    ['src=10.0.0.5 sourceTranslatedAddress=203.0.113.5', {}],
    ['src=10.0.0.5 sourceTranslatedAddress=10.0.0.6', {}],
    ['src=203.0.113.5 sourceTranslatedAddress=198.51.100.5', {}],
    ['src=203.0.113.5', {}],
    ['sourceTranslatedAddress=203.0.113.5', { SourceIP: ['', '203.0.113.5'] }],
    ['src=NA sourceTranslatedAddress=203.0.113.5', { SourceIP: ['NA', '203.0.113.5'] }],
    ['dst=0.0.0.0', { DestinationIP: ['0.0.0.0', ''] }],
    [
      'cs6=md5hash cs6Label=0123abcd',
      { DeviceCustomString6: ['md5hash', '0123abcd'], DeviceCustomString6Label: ['0123abcd', 'md5hash'] },
    ],
    ['cs6=0123abcd cs6Label=md5hash', {}],
    ['cs6=None cs6label=threatname', { DeviceCustomString6Label: ['', 'threatname'] }],
    ['requestMethod=get', { RequestMethod: ['get', 'GET'] }],
    ['requestMethod=invalid', { RequestMethod: ['invalid', ''] }],
    ['requestMethod=CONNECT app=HTTPS', {}],
    ['fname=None', { FileName: ['None', ''] }],
    [
      'app=HTTPS request=/a?b=c dhost=www.example.com',
      { RequestURL: ['/a?b=c', 'https://www.example.com/a?b=c'], DestinationDnsDomain: ['', 'www.example.com'] },
    ],
    ['devicename=PC7:5F08D97B', { SourceHostName: ['', 'PC7'] }],
    ['devicehostname=NA devicename=pc-7', { SourceHostName: ['', 'pc-7'] }],
    ['rt=Oct 16 2026 22:55:48', { StartTime: ['', OCTOBER] }],
    ['rt=Oct 16 26 22:55:48', { StartTime: ['', OCTOBER] }],
    ['rt=26-10-16 22:55:48', { StartTime: ['', OCTOBER] }],
    ['rt=Oct 16 2026 18:55:48 tz=America/New_York', { StartTime: ['', OCTOBER] }],
    ['rt=Oct 16 2026 22:55:48 tz=Nowhere/Land', { StartTime: ['', OCTOBER] }],
    ['rt=Oct 16 2026 00:00:00 epochtime=1792191348', { StartTime: ['', OCTOBER] }],
    ['rt=yesterday', {}],
    ['start=Oct 16 2026 22:55:48 rt=Oct 17 2026 00:00:00', {}],
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Zscaler|NSSWeblog|5.7|Allowed|Allowed|3|${extension}`), changes, extension)
  }
  t.end()
})
