import t from 'tap'
import { Alarm } from '../../../src/respond/alerts/alarm.ts'
import { ManualClock } from '../manual-clock.ts'

t.test('rings at the time set last', (t) => {
  const clock = new ManualClock()
  const rings: number[] = []
  const start = clock.now()
  const alarm = new Alarm(clock, () => rings.push(clock.now() - start))
  alarm.set(start + 500)
  alarm.set(start + 2000)
  clock.advance(1999)
  t.same(rings, [])
  clock.advance(1)
  t.same(rings, [2000])
  clock.advance(10_000)
  t.same(rings, [2000], 'once')
  alarm.set(start)
  clock.advance(0)
  t.equal(rings.length, 2, 'a time in the past rings at once')
  alarm.set(clock.now() + 10)
  alarm.clear()
  clock.advance(10)
  t.equal(rings.length, 2)
  t.end()
})

t.test('wakes within a minute, however far the time, for clocks are set', (t) => {
  const clock = new ManualClock()
  const alarm = new Alarm(clock, () => undefined)
  alarm.set(clock.now() + 30 * 86_400_000)
  t.equal(clock.nextRing, clock.now() + 60_000)
  t.end()
})
