import t from 'tap'
import { parseAddressRange } from '../../src/base/address-range.ts'

t.test('addresses and CIDRs', (t) => {
  const cases: readonly [range: string, address: string, expected: boolean][] = [
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.10', false],
    ['192.0.2.1', '::ffff:192.0.2.1', true],
    ['192.0.2.1', '::FFFF:c000:0201', true],
    ['::ffff:192.0.2.1', '192.0.2.1', true],
    ['192.0.2.0/24', '192.0.2.255', true],
    ['192.0.2.77/24', '192.0.2.1', true],
    ['192.0.2.0/24', '198.51.100.1', false],
    ['192.0.2.0/24', '::ffff:192.0.2.9', true],
    ['::ffff:192.0.2.0/120', '192.0.2.9', true],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['192.0.2.1/32', '192.0.2.1', true],
    ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', true],
    ['2001:db8::1', '2001:db8::10', false],
    ['2001:db8:1::/48', '2001:db8:1:ffff::1', true],
    ['2001:db8:1::/48', '2001:db8:2::1', false],
    ['192.0.2.0/24', 'host.example.com', false],
    ['192.0.2.0/24', '', false],
  ]
  for (const [range, address, expected] of cases) t.equal(parseAddressRange(range)?.(address), expected, `${address} in ${range}`)
  t.end()
})

t.test('what is neither', (t) => {
  for (const text of [
    '',
    '192.0.2',
    '192.0.2.0/33',
    '2001:db8::/129',
    '192.0.2.0/',
    '192.0.2.0/-1',
    '/24',
    'example.com',
    '192.0.2.1/a',
  ]) {
    t.equal(parseAddressRange(text), null, text)
  }
  t.end()
})
