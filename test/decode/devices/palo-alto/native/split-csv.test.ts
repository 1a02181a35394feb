import fc from 'fast-check'
import t from 'tap'
import { splitCsv } from '../../../../../src/decode/devices/palo-alto/native/split-csv.ts'

t.test('fields', (t) => {
  const cases: readonly [text: string, fields: readonly string[]][] = [
    ['', ['']],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    [',a,,', ['', 'a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a""b",c', ['a"b', 'c']],
    ['"a"",""b",c', ['a","b', 'c']],
    ['"""a""",c', ['"a"', 'c']],
    ['"",c', ['', 'c']],
    ['"a,b', ['a,b']],
    ['"a""b', ['a"b']],
    ['"a"', ['a']],
    ['"', ['']],
    ['"a"b"c",d', ['a"b"c', 'd']],
    ['a"b,c"', ['a"b', 'c"']],
    [String.raw`"a\",b`, ['a\\', 'b']],
  ]
  for (const [text, fields] of cases) t.strictSame(splitCsv(text, 10), fields, text)
  t.strictSame(splitCsv('a,b,c', 2), ['a', 'b'], 'no more than asked for')
  t.end()
})

t.test('what is written as PAN-OS writes it is read again', (t) => {
  const quoted = (value: string): string => (/[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const value = fc.array(fc.constantFrom('a', '"', ',', ' ', '\\', '\n', '='), { maxLength: 8 }).map((signs) => signs.join(''))
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), (values) => {
      t.strictSame(splitCsv(values.map(quoted).join(','), 10), values)
    }),
  )
  t.end()
})
