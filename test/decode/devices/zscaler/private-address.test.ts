import t from 'tap'
import { isPrivateAddress } from '../../../../src/decode/devices/zscaler/private-address.ts'

t.test('addresses that are not routed on the internet', (t) => {
  for (const address of ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', 'fd00::1']) {
    t.ok(isPrivateAddress(address), address)
  }
  for (const address of ['192.0.2.1', '172.32.0.1', '100.128.0.1', '2001:db8::1', '10.0.0', 'host.example.com', '']) {
    t.notOk(isPrivateAddress(address), address)
  }
  t.end()
})
