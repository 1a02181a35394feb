import t from 'tap'
import { createSourceDirectory } from '../../src/runtime/source-directory.ts'

t.test('whose an address is', (t) => {
  const directory = createSourceDirectory([
    { name: 'gateway', addresses: ['192.0.2.1', '2001:db8::/32'], timeZone: 'UTC' },
    { name: 'branches', addresses: ['192.0.2.0/24'], timeZone: 'Europe/Berlin' },
  ])
  const cases: readonly [address: string, name: string | undefined][] = [
    ['192.0.2.1', 'gateway'],
    ['192.0.2.2', 'branches'],
    ['2001:db8::7', 'gateway'],
    ['198.51.100.1', undefined],
    ['firewall.log', undefined],
  ]
  for (const round of ['found', 'kept']) {
    for (const [address, name] of cases) t.equal(directory(address)?.name, name, `${address} ${round}`)
  }
  t.end()
})

t.test('answers stay right when more addresses come than are kept', (t) => {
  const directory = createSourceDirectory([{ name: 'gateway', addresses: ['192.0.2.1'], timeZone: 'UTC' }])
  for (let index = 0; index < 12_000; index++) directory(`2001:db8::${index.toString(16)}`)
  t.equal(directory('192.0.2.1')?.name, 'gateway')
  t.end()
})
