import t from 'tap'
import { nearestName } from '../../src/base/nearest.ts'

t.test('the name that was probably meant', (t) => {
  const names = ['listeners', 'rules', 'RequestURL', 'SourceIP']
  const cases: readonly [string, string | null][] = [
    ['listners', 'listeners'],
    ['requesturl', 'RequestURL'],
    ['SourceIp', 'SourceIP'],
    ['SorceIP', 'SourceIP'],
    ['webhooks', null],
    ['', null],
  ]
  for (const [word, expected] of cases) t.equal(nearestName(word, names), expected, word)
  t.end()
})
