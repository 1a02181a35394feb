import t from 'tap'
import { structuredDataAt } from '../../../src/receive/syslog-message/structured-data.ts'

t.test('structured data ends where its last element does', (t) => {
  const cases: readonly [text: string, expected: string | null][] = [
    ['[a@1] message', '[a@1]'],
    ['[a@1 k="v"] message', '[a@1 k="v"]'],
    ['[a@1 k="v" l="w"][b@1 k="v"]', '[a@1 k="v" l="w"][b@1 k="v"]'],
    ['[a@1 k="v"] [no element]', '[a@1 k="v"]'],
    ['[a@1 k="v"][no element]', '[a@1 k="v"]'],
    ['[a@1 k="x\\"] y\\\\"] message', '[a@1 k="x\\"] y\\\\"]'],
    ['[a@1 k="x]y"] message', '[a@1 k="x]y"]'],
    ['[a@1 k="v" ] message', '[a@1 k="v" ]'],
    ['[a@1 k=""]', '[a@1 k=""]'],
    ['[a@1 k="v"', null],
    ['[a@1 k="v', null],
    ['[a@1 k="v\\', null],
    ['[a@1 k=v]', null],
    ['[action:"Accept"; src:"192.0.2.1"]', null],
    ['[]', null],
    ['[', null],
    ['-', null],
    ['', null],
  ]
  for (const [text, expected] of cases) t.equal(structuredDataAt(text, 0), expected, text)
  t.equal(structuredDataAt('app [a@1] x', 4), '[a@1]', 'at an offset')
  t.end()
})
