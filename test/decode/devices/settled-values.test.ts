import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { parseCef } from '../../../src/decode/cef-parser/index.ts'
import { rowFromCef } from '../../../src/decode/common-security-log/row-from-cef.ts'
import { DEVICE_FAMILIES } from '../../../src/decode/devices/index.ts'
import { SETTLED_VALUES } from '../../../src/decode/devices/settled-values.ts'

const ADDRESSES = ['10.1.2.3', '192.0.2.1', '203.0.113.7', '0.0.0.0', 'fc00::1', '2001:db8::1', '100.64.0.1', 'None', 'n/a', '']

const KEYS = [
  'src',
  'dst',
  'sourceTranslatedAddress',
  'destinationDnsDomain',
  'act',
  'c6a2',
  'c6a3',
  'shost',
  'client_ip',
  'action',
]

/** Columns whose value is settled, and yet another one after some family's normaliser. */
function unsettled(text: string): readonly string[] {
  const { event } = parseCef(text)
  if (event === null) return []
  const sent = rowFromCef(event, { computer: null, timeGenerated: 0n, timeZone: 'UTC' })
  return DEVICE_FAMILIES.flatMap(({ name, normalise }) => {
    const { row } = normalise(sent, event, 'UTC')
    return [...SETTLED_VALUES].flatMap(([column, settles]) => {
      return settles(String(sent[column] ?? '')) && row[column] !== sent[column] ? [`${name}: ${column}`] : []
    })
  })
}

t.test('no normaliser changes a value that is settled', (t) => {
  const folder = join(import.meta.dirname, '../../fixtures')
  const lines = globSync('**/*.log', { cwd: folder }).flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
  for (const line of lines) if (unsettled(line).length > 0) t.fail(`${unsettled(line).join()} of ${line}`)
  const pair = fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...ADDRESSES)).map(([key, value]) => `${key}=${value}`)
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 10 }), (pairs) => {
      const labels = 'c6a2Label=Source IPv6 Address c6a3Label=Destination IPv6 Address'
      return unsettled(`CEF:0|V|P|1|i|n|3|${pairs.join(' ')} ${labels}`).length === 0
    }),
    { numRuns: 1000 },
  )
  t.end()
})

t.test('which values are', (t) => {
  const cases: readonly [column: 'DestinationIP' | 'SourceIP' | 'DeviceAction', value: string, settled: boolean][] = [
    ['DestinationIP', '203.0.113.7', true],
    ['DestinationIP', '0.0.0.0', false],
    ['DestinationIP', 'None', false],
    ['DestinationIP', '', false],
    ['SourceIP', '10.1.2.3', true],
    ['SourceIP', '203.0.113.7', false],
    ['DeviceAction', 'Allowed', true],
    ['DeviceAction', '', false],
  ]
  for (const [column, value, settled] of cases) t.equal(SETTLED_VALUES.get(column)?.(value), settled, `${column} ${value}`)
  t.end()
})
