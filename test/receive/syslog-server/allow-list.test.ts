import t from 'tap'
import { AllowList } from '../../../src/receive/syslog-server/allow-list.ts'

t.test('who may send', (t) => {
  const cases: readonly [readonly string[], string, boolean][] = [
    [[], '192.0.2.1', true],
    [[], '', true],
    [['192.0.2.1'], '192.0.2.1', true],
    [['192.0.2.1'], '192.0.2.2', false],
    [['192.0.2.0/24'], '192.0.2.255', true],
    [['192.0.2.7/24'], '192.0.2.255', true],
    [['192.0.2.0/24'], '192.0.3.0', false],
    [['192.0.2.0/24', '198.51.100.7'], '198.51.100.7', true],
    [['0.0.0.0/0'], '203.0.113.9', true],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['2001:db8::/32'], '2001:db8:1::1', true],
    [['2001:db8::/32'], '2001:db9::1', false],
    [['2001:db8::/32'], '192.0.2.1', false],
    [['::1'], '::1', true],
    [['192.0.2.0/24'], '', false],
  ]
  for (const [entries, address, expected] of cases) {
    t.equal(new AllowList(entries).allows(address), expected, `${entries.join(', ')}: ${address}`)
  }
  t.end()
})

t.test('what is no network', (t) => {
  const entries = [
    '',
    'example.com',
    '192.0.2.0/33',
    '192.0.2.0/',
    '192.0.2.0/-1',
    '192.0.2.0/2/4',
    '192.0.2',
    '2001:db8::/129',
    '/24',
  ]
  for (const entry of entries) {
    t.throws(() => new AllowList([entry]), { code: 'CONFIG_INVALID', message: `"${entry}" is neither` }, entry)
  }
  t.end()
})
