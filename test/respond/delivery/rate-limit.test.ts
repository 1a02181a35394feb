import fc from 'fast-check'
import t from 'tap'
import { RateLimit } from '../../../src/respond/delivery/rate-limit.ts'
import { ManualClock } from '../manual-clock.ts'

t.test('no time of the given length sees more than the given number', (t) => {
  const steps = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 200 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 100 }), (waits, count, perMs) => {
      const clock = new ManualClock()
      const limit = new RateLimit({ count, perMs, clock, ready: () => undefined })
      const taken: number[] = []
      for (const wait of waits) {
        clock.advance(wait)
        if (limit.take()) taken.push(clock.now())
      }
      return taken.every((at, index) => (taken[index + count] ?? Infinity) - at >= perMs)
    }),
  )
  t.end()
})

t.test('says when a token is there again, and only when there was none', (t) => {
  const clock = new ManualClock()
  let ready = 0
  const limit = new RateLimit({ count: 2, perMs: 100, clock, ready: () => ready++ })
  t.equal(limit.take(), true)
  clock.advance(100)
  t.equal(ready, 0, 'one was left')
  t.same([limit.take(), limit.take(), limit.take()], [true, true, false])
  clock.jump(-3_600_000)
  clock.advance(99)
  t.equal(ready, 0)
  t.end()
})
