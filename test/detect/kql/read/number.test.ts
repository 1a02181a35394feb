import t from 'tap'
import { parseInteger } from '../../../../src/detect/kql/read/number.ts'

t.test('integers', (t) => {
  const cases: readonly (readonly [text: string, bits: 32 | 64, value: bigint | undefined])[] = [
    ['0', 32, 0n],
    ['-2147483648', 32, -2147483648n],
    ['2147483648', 32, undefined],
    ['2147483648', 64, 2147483648n],
    ['9223372036854775808', 64, undefined],
    ['-9223372036854775808', 64, -9223372036854775808n],
    ['0xff', 64, 255n],
    ['-0xff', 64, -255n],
    ['1.5', 64, undefined],
    ['', 64, undefined],
  ]
  for (const [text, bits, value] of cases) t.equal(parseInteger(text, bits), value, `${text} in ${bits} bits`)
  t.end()
})
