import t from 'tap'
import { evaluateRule } from '../../src/detect/evaluate-rule.ts'
import type { Query } from '../../src/detect/kql/query.ts'
import { tooCostly } from '../../src/detect/kql/work.ts'

const EVENT = { row: { RequestMethod: 'GET' }, normalised: { RequestMethod: '' } }

/** A query that is true of the row as it is, and of the row as sent does what is said. */
const queryThat = (asSent: () => readonly object[]): Query => ({
  columns: [],
  evaluate: ({ RequestMethod }) => (RequestMethod === 'GET' ? [{}] : (asSent() as readonly Record<string, never>[])),
  indicators: () => [],
})

t.test('a match is told, whatever becomes of the row as sent', (t) => {
  const cases = [
    [() => [{}], 'raw'],
    [() => [], 'normalised'],
    [
      () => {
        throw tooCostly()
      },
      'normalised',
    ],
  ] as const
  for (const [asSent, matchedOn] of cases) t.match(evaluateRule(queryThat(asSent), EVENT), { matchedOn })
  const failing = () => {
    throw new Error('a bug')
  }
  t.throws(() => evaluateRule(queryThat(failing), EVENT), { message: 'a bug' })
  t.end()
})
