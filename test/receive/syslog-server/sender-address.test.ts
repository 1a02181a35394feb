import t from 'tap'
import { senderAddress } from '../../../src/receive/syslog-server/sender-address.ts'

t.test('addresses as they are shown', (t) => {
  const cases: readonly [string, string][] = [
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
    ['', ''],
  ]
  for (const [remote, expected] of cases) t.equal(senderAddress(remote), expected, remote)
  t.end()
})
