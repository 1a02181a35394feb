import t from 'tap'
import { type Changes, changesOf } from '../changes.ts'

const NAMES = { DestinationDnsDomain: ['', 'www.example.com'], DestinationHostName: ['', 'www.example.com'] } as const

t.test('what Check Point’s normaliser changes', (t) => {
  const cases: readonly [extension: string, changes: Changes][] = [
    ['request=https://www.example.com/a?b=c requestMethod=GET', NAMES],
    ['request= https://www.example.com/a', { RequestURL: [' https://www.example.com/a', 'https://www.example.com/a'], ...NAMES }],
    ['requestMethod=get', { RequestMethod: ['get', 'GET'] }],
    ['shost=pc-7@example.com', { SourceHostName: ['pc-7@example.com', 'pc-7'] }],
    ['shost=pc-7', {}],
    ['c6a2=2001:db8::1 c6a2Label=Source IPv6 Address', { SourceIP: ['', '2001:db8::1'] }],
    ['act=Accept', {}],
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Check Point|URL Filtering|Check Point|Log|Accept|Unknown|${extension}`), changes, extension)
  }
  t.end()
})
