import t from 'tap'
import { hasTerm } from '../../../../src/detect/kql/text/term.ts'

t.test('edges', (t) => {
  const both = { start: true, end: true }
  const cases: readonly (readonly [text: string, needle: string, edges: typeof both, expected: boolean])[] = [
    ['one two', 'two', both, true],
    ['one twos', 'two', both, false],
    ['one twos', 'two', { start: true, end: false }, true],
    ['onetwo', 'two', { start: false, end: true }, true],
    ['\u{1d44e}two', 'two', both, false],
    ['two\u{1d44e}', 'two', both, false],
    ['\u{1f600}two\u{1f600}', 'two', both, true],
    ['x-y', '-', both, true],
    ['', '', both, true],
    ['x', '', both, true],
  ]
  for (const [text, needle, edges, expected] of cases) {
    t.equal(hasTerm(text, needle, edges), expected, `${JSON.stringify(edges)}: ${text} has ${needle}`)
  }
  t.end()
})
