import t from 'tap'
import { forbiddenAddress } from '../../../src/respond/delivery/forbidden-address.ts'

t.test('link-local addresses and metadata services, however they are written', (t) => {
  const isForbidden = forbiddenAddress([])
  const forbidden = [
    '169.254.169.254',
    '169.254.0.1',
    '169.254.255.255',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    'fe80::1',
    'FEBF::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fd00:0ec2:0:0:0:0:0:254',
    'fd20:ce::254',
    '168.63.129.16',
    '::ffff:168.63.129.16',
    '100.100.100.200',
  ]
  for (const address of forbidden) t.equal(isForbidden(address), true, address)
  const others = ['127.0.0.1', '::1', '10.0.0.1', '192.0.2.1', '2001:db8::1', 'fd00::1', 'fec0::1', '169.253.0.1', '169.255.0.1']
  for (const address of [...others, 'soc.example.com', '']) t.equal(isForbidden(address), false, address)
  t.end()
})

t.test('what is allowed is not forbidden', (t) => {
  const isForbidden = forbiddenAddress(['169.254.10.0/24', 'fe80::2'])
  const cases: readonly [string, boolean][] = [
    ['169.254.10.1', false],
    ['::ffff:169.254.10.1', false],
    ['fe80::2', false],
    ['169.254.11.1', true],
    ['fe80::3', true],
    ['169.254.169.254', true],
  ]
  for (const [address, expected] of cases) t.equal(isForbidden(address), expected, address)
  t.end()
})
