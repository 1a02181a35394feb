import t from 'tap'
import { parseRuleDuration } from '../../../src/detect/rules/rule-duration.ts'

const CASES = {
  '5m': 300_000,
  '12h': 43_200_000,
  '14d': 1_209_600_000,
  PT5M: 300_000,
  P1D: 86_400_000,
  P2DT1H30M: 178_200_000,
  PT1H2M3S: 3_723_000,
  P: null,
  PT: null,
  P1DT: null,
  '5': null,
  '5s': null,
  '-5m': null,
  P1M: null,
  '': null,
} as const

t.test('durations of both forms of a rule file', (t) => {
  for (const [text, milliseconds] of Object.entries(CASES)) t.equal(parseRuleDuration(text), milliseconds, text)
  t.end()
})
