import t from 'tap'
import { entitiesOf, type EntityMapping } from '../../../src/detect/rules/entities.ts'

const MAPPINGS: readonly EntityMapping[] = [
  { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'SourceIP' }] },
  { entityType: 'IP', fieldMappings: [{ identifier: 'Address', columnName: 'DestinationIP' }] },
  {
    entityType: 'Host',
    fieldMappings: [
      { identifier: 'HostName', columnName: 'SourceHostName' },
      { identifier: 'DnsDomain', columnName: 'SourceDnsDomain' },
    ],
  },
  { entityType: 'Process', fieldMappings: [{ identifier: 'ProcessId', columnName: 'ProcessID' }] },
]

t.test('entities carry the names of their identifiers', (t) => {
  const row = {
    SourceIP: '192.0.2.1',
    DestinationIP: '2001:db8::1',
    SourceHostName: 'pc',
    SourceDnsDomain: 'example.com',
    ProcessID: 7,
  }
  t.same(entitiesOf(MAPPINGS, [row]), [
    { type: 'IP', Address: '192.0.2.1' },
    { type: 'IP', Address: '2001:db8::1' },
    { type: 'Host', HostName: 'pc', DnsDomain: 'example.com' },
    { type: 'Process', ProcessId: '7' },
  ])
  t.end()
})

t.test('what is empty identifies nothing', (t) => {
  const row = { SourceIP: '', DestinationIP: '192.0.2.2', SourceHostName: '', SourceDnsDomain: 'example.com', ProcessID: null }
  t.same(entitiesOf(MAPPINGS, [row]), [
    { type: 'IP', Address: '192.0.2.2' },
    { type: 'Host', DnsDomain: 'example.com' },
  ])
  t.same(entitiesOf(MAPPINGS, [{}]), [])
  t.end()
})

t.test('values of every type have a text', (t) => {
  const mapping = { entityType: 'X', fieldMappings: [{ identifier: 'Y', columnName: 'C' }] }
  const cases = [
    [9007199254740993n, '9007199254740993'],
    [0, '0'],
    [false, 'false'],
    [['a', 1], '["a",1]'],
  ] as const
  for (const [value, text] of cases) t.same(entitiesOf([mapping], [{ C: value }]), [{ type: 'X', Y: text }])
  t.end()
})

t.test('what several rows name is told once', (t) => {
  const mapping = { entityType: 'X', fieldMappings: [{ identifier: 'Y', columnName: 'C' }] }
  const rows = [{ C: 'a' }, { C: 'b' }, { C: 'a' }, { C: [1n, 'c'] }]
  t.same(entitiesOf([mapping], rows), [
    { type: 'X', Y: 'a' },
    { type: 'X', Y: 'b' },
    { type: 'X', Y: '["1","c"]' },
  ])
  t.end()
})
