import t from 'tap'
import type { ColumnType } from '../../../src/decode/common-security-log/columns.ts'
import { parseValue } from '../../../src/decode/common-security-log/parse-value.ts'

t.test('values in the type of their column', (t) => {
  const cases: readonly [type: ColumnType, text: string, expected: string | number | bigint | null][] = [
    ['string', ' as sent ', ' as sent '],
    ['int', '443', 443],
    ['int', ' -5 ', -5],
    ['int', '2147483647', 2_147_483_647],
    ['int', '-2147483648', -2_147_483_648],
    ['int', '2147483648', null],
    ['int', '6799437957281873922', null],
    ['int', '1.5', null],
    ['int', '0x10', null],
    ['int', 'None', null],
    ['long', '9223372036854775807', 9_223_372_036_854_775_807n],
    ['long', '-9223372036854775808', -9_223_372_036_854_775_808n],
    ['long', '9223372036854775808', null],
    ['long', '12 bytes', null],
    ['real', '1.15', 1.15],
    ['real', '-3e2', -300],
    ['real', '.5', null],
    ['real', 'Infinity', null],
    ['datetime', ' 1794747600 ', 17_947_476_000_000_000n],
    ['datetime', 'soon', null],
  ]
  for (const [type, text, expected] of cases)
    t.equal(parseValue(type, text, { now: 0n, timeZone: 'UTC' }), expected, `${type} ${text}`)
  t.end()
})
