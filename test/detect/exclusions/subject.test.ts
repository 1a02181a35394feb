import t from 'tap'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { type Subject, SUBJECT_NAMES, SUBJECTS } from '../../../src/detect/exclusions/subject.ts'

t.test('what each key reads', (t) => {
  const cases: readonly [Subject, Row, readonly string[]][] = [
    [
      'destinationDomain',
      { DestinationDnsDomain: 'a.example.com', DestinationHostName: 'b.example.com' },
      ['a.example.com', 'b.example.com'],
    ],
    ['destinationDomain', { RequestURL: 'https://user@c.example.com:8443/x?y' }, ['c.example.com']],
    ['destinationDomain', { RequestURL: '/x?y', DestinationHostName: '' }, []],
    ['destinationDomain', { RequestURL: 'https://a.example.com%2F.evil.test/x' }, ['a.example.com%2F.evil.test']],
    ['destinationIp', { DestinationIP: '192.0.2.1', DestinationTranslatedAddress: '192.0.2.2' }, ['192.0.2.1']],
    ['sourceIp', { SourceIP: '192.0.2.1', SourceTranslatedAddress: '198.51.100.1' }, ['192.0.2.1']],
    ['sourceHost', { SourceHostName: 'pc-1' }, ['pc-1']],
    ['sourceUser', { SourceUserName: 'svc', SourceUserID: '1001', DestinationUserName: 'x' }, ['svc', '1001']],
    ['process', { SourceProcessName: 'a.exe', ProcessName: 'b.exe', DestinationProcessName: 'c.exe' }, ['a.exe', 'b.exe']],
    ['urlPath', { RequestURL: 'h.example.com/a%20b/c?d=/e' }, ['/a%20b/c', '/a b/c']],
    ['urlPath', { RequestURL: 'h.example.com:443' }, []],
    ['urlPath', { RequestURL: '/safe%3Fx/../y' }, ['/safe%3Fx/../y', '/safe?x/../y']],
    ['urlQuery', { RequestURL: 'h.example.com/a?b%3D1&c#d' }, ['b%3D1&c', 'b=1&c']],
    ['urlQuery', { RequestURL: 'h.example.com/a' }, []],
    ['userAgent', { RequestClientApplication: 'curl/8' }, ['curl/8']],
    ['deviceVendor', { DeviceVendor: 'Fortinet' }, ['Fortinet']],
    ['deviceProduct', { DeviceProduct: 'Fortigate' }, ['Fortigate']],
  ]
  for (const [subject, row, expected] of cases) {
    t.same(new Set(SUBJECTS[subject].read(row)), new Set(expected), `${subject} of ${JSON.stringify(row)}`)
  }
  t.end()
})

t.test('an absent column gives nothing to match', (t) => {
  for (const subject of SUBJECT_NAMES) t.same(SUBJECTS[subject].read({}), [], subject)
  t.end()
})
