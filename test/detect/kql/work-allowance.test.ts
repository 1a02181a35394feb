import t from 'tap'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import { EVENT_WORK } from '../../../src/detect/kql/work.ts'
import { LiveAllowance } from '../../../src/detect/kql/work-allowance.ts'
import { planOf } from './query-of.ts'

const ALWAYS = EVENT_WORK / 16

t.test('a whole event once, then a little, and all of it again after a while', (t) => {
  let now = 0
  const allowance = new LiveAllowance(() => now)
  t.equal(allowance.units, EVENT_WORK)
  allowance.charge(EVENT_WORK + 7)
  t.equal(allowance.units, ALWAYS)
  now += 5000
  t.equal(allowance.units, EVENT_WORK / 2)
  now += 60_000
  t.equal(allowance.units, EVENT_WORK)
  t.end()
})

t.test('what an event is always allowed costs nothing of it', (t) => {
  const allowance = new LiveAllowance(() => 0)
  for (let event = 0; event < 1000; event++) allowance.charge(ALWAYS)
  t.equal(allowance.units, EVENT_WORK)
  t.end()
})

t.test('a flood of costly events is given up on soon, and honest events are evaluated as ever', (t) => {
  const plan = planOf('CommonSecurityLog | mv-expand i = split(Message, "a") | where array_length(split(Message, "a")) > 0')
  const query = compilePlan(plan, new LiveAllowance())
  const costOf = (length: number): string => {
    try {
      query.evaluate({ Message: 'a'.repeat(length) })
      return 'evaluated'
    } catch (error) {
      return (error as { code?: string }).code ?? 'failed'
    }
  }
  const flood = Array.from({ length: 40 }, () => costOf(3000))
  t.equal(flood[0], 'evaluated')
  t.equal(flood.at(-1), 'KQL_TOO_COSTLY')
  t.equal(costOf(300), 'evaluated')
  t.end()
})
