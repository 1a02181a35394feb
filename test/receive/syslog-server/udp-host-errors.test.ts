import { existsSync } from 'node:fs'
import t from 'tap'
import { parseUdpHostErrors, readUdpHostErrors } from '../../../src/receive/syslog-server/udp-host-errors.ts'

t.test('the host-wide counters', (t) => {
  const icmp = 'Icmp: InMsgs InErrors\nIcmp: 1 2\n'
  const udp = 'Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors InCsumErrors IgnoredMulti MemErrors\n'
  const cases: readonly [string, ReturnType<typeof parseUdpHostErrors>][] = [
    [
      `${icmp}${udp}Udp: 10 20 30 40 50 60 70 80 90\nUdpLite: InDatagrams\nUdpLite: 1\n`,
      { receiveBufferErrors: 50, memoryErrors: 90 },
    ],
    ['Udp: InDatagrams RcvbufErrors\nUdp: 10 20\n', { receiveBufferErrors: 20, memoryErrors: 0 }],
    [icmp, null],
    ['', null],
  ]
  for (const [text, expected] of cases) t.strictSame(parseUdpHostErrors(text), expected)
  t.end()
})

t.test('the machine', async (t) => {
  const errors = await readUdpHostErrors()
  if (existsSync('/proc/net/snmp')) t.ok(errors !== null && errors.receiveBufferErrors >= 0 && errors.memoryErrors >= 0)
  else t.equal(errors, null)
})
