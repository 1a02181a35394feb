import t from 'tap'
import { queryOf } from './query-of.ts'

/** Queries that make much of little, and a message that asks for the most of it. Each event has to be answered soon. */
const NUMBERS = `[${Array.from({ length: 20_000 }, (_, index) => index).join(',')}]`
const CASES: readonly (readonly [name: string, query: string, message: string])[] = [
  ['rows', 'extend a = parse_json(Message) | mv-expand b = a | mv-expand c = a | mv-expand d = a | project b', NUMBERS],
  ['mv-apply', 'extend a = parse_json(Message) | mv-apply b = a on (mv-expand c = a | where c > 1) | project b', NUMBERS],
  ['texts', `extend a = Message ${'| extend a = strcat(a, a)'.repeat(60)} | project strlen(a)`, 'ab'],
  ['arrays', `extend a = parse_json(Message) ${'| extend a = array_concat(a, a)'.repeat(60)} | project array_length(a)`, '[1]'],
  [
    'shared values',
    `extend a = parse_json(Message) ${'| extend a = pack("x", a, "y", a)'.repeat(60)} | project strlen(tostring(a))`,
    '[1]',
  ],
  ['regular expressions', 'where Message matches regex "(a+)+$" or Message matches regex "(a|aa)*b"', `${'a'.repeat(60_000)}c`],
  ['parse', 'parse Message with * "a" b "a" c "a" d "x" e', 'a'.repeat(60_000)],
  ['JSON that nests', 'extend a = parse_json(Message) | project tostring(a)', '['.repeat(60_000)],
  ['addresses', 'where has_ipv4(Message, "10.0.0.1")', '1.1.1.'.repeat(10_000)],
]

t.test('no event takes long, whatever it holds', (t) => {
  for (const [name, query, message] of CASES) {
    const compiled = queryOf(`CommonSecurityLog | ${query}`)
    const start = process.hrtime.bigint()
    const rows = compiled.evaluate({ Message: message })
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
    t.ok(rows.length <= 2048, `${name}: ${rows.length} rows`)
    // Far more than any needs here, and far less than one without a limit would.
    t.ok(milliseconds < 2000, `${name}: ${Math.round(milliseconds)} ms`)
  }
  t.end()
})
