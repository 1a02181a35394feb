import fc from 'fast-check'
import t from 'tap'
import { percentDecode } from '../../src/decode/percent-decode.ts'

t.test('escapes', (t) => {
  const cases: readonly [text: string, expected: string][] = [
    ['', ''],
    ['/plain+text', '/plain+text'],
    ['mactok%3DQ', 'mactok=Q'],
    ['mactok%3dQ', 'mactok=Q'],
    ['%6Dactok%253D', 'mactok%3D'],
    ['%E6%97%A5%20%c3%bc', '日 ü'],
    ['%F0%9F%99%82', '🙂'],
    ['100%', '100%'],
    ['%4', '%4'],
    ['%zz%41', '%zzA'],
    ['%%41', '%A'],
    ['%FF%41', '%FFA'],
    ['%E6%97%41', '%E6%97A'],
    ['%80%41', '%80A'],
    ['%C0%AF', '%C0%AF'],
    ['%ED%A0%80', '%ED%A0%80'],
    ['%C3', '%C3'],
    ['%00', '\0'],
    ['日%41', '日A'],
  ]
  for (const [text, expected] of cases) t.equal(percentDecode(text), expected, text)
  t.end()
})

t.test('what encodeURIComponent wrote is read again, and no text throws', (t) => {
  t.doesNotThrow(() => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => percentDecode(encodeURIComponent(text)) === text))
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('%', 'C', '3', 'b', 'F', '9', 'z', '日') }),
        (text) => void percentDecode(text),
      ),
    )
  })
  t.end()
})
