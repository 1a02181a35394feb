import fc from 'fast-check'
import t from 'tap'
import { type NativeField, parseFields } from '../../../../src/decode/devices/fortinet/native/parse-fields.ts'
import { readNative } from '../../../../src/decode/devices/fortinet/native/read-native.ts'
import { cpuTime } from '../../cpu-time.ts'

const HEAD = 'date=2026-11-24 time=02:03:04 devid="FGVM01" logid="0316013056" type="utm" subtype="webfilter"'
const LINE = `${HEAD} url="/a?b=c\\"d" httpmethod="GET" agent="x\\\\y" rawdata="Method=GET|User-Agent=z" msg="a, "`

function quote(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`
}

t.test('no text throws', (t) => {
  const pieces = fc.constantFrom('"', '\\', '\\"', ' ', ',', '=', 'url=', 'a="', '\n', '\ud800', 'é')
  const mutated = fc
    .tuple(fc.nat(LINE.length), fc.nat(6), fc.array(pieces, { maxLength: 6 }))
    .map(([at, cut, text]) => LINE.slice(0, at) + text.join('') + LINE.slice(at + cut))
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), mutated), (text) => {
      parseFields(text)
      readNative({ text, structuredData: null, timestamp: null })
    }),
    { numRuns: 2000 },
  )
  t.end()
})

t.test('what a device has quoted and escaped comes back as it was, whatever it is', (t) => {
  const value = fc
    .array(fc.oneof(fc.string(), fc.constantFrom('" url="', '\\', '"', ' x=', ', y="')))
    .map((parts) => parts.join('').replace(/[ \t\r\n]+$/, ''))
  fc.assert(
    fc.property(value, value, (url, agent) => {
      const expected: readonly NativeField[] = [
        { key: 'url', value: url },
        { key: 'agent', value: agent },
        { key: 'z', value: '1' },
      ]
      t.strictSame(parseFields(`url=${quote(url)} agent=${quote(agent)} z=1`), expected)
    }),
    { numRuns: 500 },
  )
  t.end()
})

t.test('values are text of the line, escapes aside', (t) => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' b', '"', '=', 'k="', ' k=', ',', '\\')), (parts) => {
      const text = parts.join('')
      return parseFields(text).every(({ value }) => text.replaceAll('\\', '').includes(value.replaceAll('\\', '')))
    }),
    { numRuns: 1000 },
  )
  t.end()
})

t.test('time is linear in the length', (t) => {
  const size = 200_000
  const texts = [
    'a'.repeat(size),
    '"'.repeat(size),
    '\\'.repeat(size),
    '\\" a='.repeat(size / 5),
    'a="\\" a='.repeat(size / 8),
    'a="x" '.repeat(size / 6),
    `\\"${' '.repeat(size)}`,
    `"${'\\" '.repeat(size / 3)}"x`,
    `${' '.repeat(size)}x`,
    'a=,'.repeat(size / 3),
  ]
  for (const text of texts) {
    for (const line of [`${HEAD} url="${text}`, `${HEAD} ${text}`]) {
      const took = cpuTime(() => void readNative({ text: line, structuredData: null, timestamp: null }))
      t.ok(took < 500, `${line.slice(HEAD.length, HEAD.length + 30)}.. took ${Math.round(took)} ms`)
    }
  }
  t.end()
})
