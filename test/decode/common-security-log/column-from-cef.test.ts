import fc from 'fast-check'
import t from 'tap'
import { LazyCef, parseCef } from '../../../src/decode/cef-parser/index.ts'
import { CEF_COLUMNS } from '../../../src/decode/common-security-log/cef-mapping.ts'
import { COLUMN_READERS } from '../../../src/decode/common-security-log/column-from-cef.ts'
import { rowFromCef } from '../../../src/decode/common-security-log/row-from-cef.ts'

const TIME = { now: 17_640_000_000_000_000n, timeZone: 'Europe/Berlin' }

/** Columns that are not alike, each alone and in the row. */
function differences(text: string): readonly string[] {
  const { event } = parseCef(text)
  if (event === null) return []
  const row = rowFromCef(event, { computer: 'host', timeGenerated: TIME.now, timeZone: TIME.timeZone })
  const cef = new LazyCef(text)
  return [...COLUMN_READERS].flatMap(([column, read]) => (read(cef, TIME) === row[column] ? [] : [column]))
}

t.test('a column alone is what the row holds', (t) => {
  const value = fc.constantFrom(
    ...['', ' ', '1', '-7', '1.5', 'x', '99999999999', 'a=b', 'a\\=b\\n', 'dpt=', '2026-11-24 01:02:03'],
  )
  const key = fc.constantFrom(...CEF_COLUMNS.keys(), 'dpt', 'dpt', 'destinationPort', 'spt', 'xdpt', 'dpt.', 'cs1', '=dpt')
  const separator = fc.constantFrom(' ', '\t', '\n', ' \r\n', '  ', '=', '|', 'x')
  const extension = fc.array(fc.tuple(key, value, separator), { maxLength: 20 }).map((pairs) => pairs.flat().join('='))
  const spaced = fc
    .array(fc.tuple(key, value, separator), { maxLength: 20 })
    .map((pairs) => pairs.map(([key, value, separator]) => `${key}=${value}${separator}`).join(''))
  const header = fc.constantFrom(
    'CEF:0|Vendor|Product|1|id|name|3|',
    'CEF: 0|Vendor|a\\|b||id||',
    'CEF:0|V|',
    'CEF:0||V|P|1|id|n|3|',
  )
  fc.assert(
    fc.property(header, fc.oneof(extension, spaced), (header, extension) => {
      const different = differences(`${header}${extension}`)
      if (different.length > 0) throw new Error(different.join())
    }),
    { numRuns: 3000 },
  )
  t.end()
})

t.test('where a key stands more than once', (t) => {
  const cases: readonly [extension: string, expected: number | undefined][] = [
    ['dpt=1 dpt=2', 2],
    ['dpt=1 dpt=', 1],
    ['dpt=1 dpt=x', 1],
    ['dpt=1 destinationPort=2 dpt=x', 2],
    ['destinationPort=2 dpt=1 xdpt=3', 1],
    ['request=a?dpt=1', undefined],
    ['request=a? dpt=1', 1],
    ['dpt:=1', undefined],
    ['', undefined],
  ]
  for (const [extension, expected] of cases) {
    const cef = new LazyCef(`CEF:0|V|P|1|i|n|3|${extension}`)
    t.equal(COLUMN_READERS.get('DestinationPort')?.(cef, TIME), expected, extension)
  }
  t.end()
})
