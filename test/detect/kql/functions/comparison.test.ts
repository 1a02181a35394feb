import t from 'tap'
import { passes } from '../query-of.ts'

t.test('a span that begins at a dynamic value: a date in it counts, anything else is null', (t) => {
  const isWithin = 'datetime(2026-11-24 12:00) between (parse_json(Message) .. 1d)'
  const cases = [
    ['"2026-11-24"', true],
    ['"2026-11-22"', false],
    ['0', false],
    ['{}', false],
  ] as const
  for (const [Message, expected] of cases) t.equal(passes(isWithin, { Message }), expected, Message)
  t.end()
})
