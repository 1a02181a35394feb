import t from 'tap'
import { OneAtATime } from '../../src/runtime/one-at-a-time.ts'

t.test('one run follows the other; all who wait share the next', async (t) => {
  const runs: PromiseWithResolvers<number>[] = []
  const begun = Array.from({ length: 3 }, () => Promise.withResolvers<undefined>())
  const work = new OneAtATime(() => {
    const run = Promise.withResolvers<number>()
    begun[runs.length]?.resolve(undefined)
    runs.push(run)
    return run.promise
  })
  const first = work.run()
  await begun[0]?.promise
  const second = work.run()
  t.equal(work.run(), second)
  t.equal(runs.length, 1, 'the second waits')
  runs[0]?.resolve(1)
  await begun[1]?.promise
  const third = work.run()
  t.not(third, second)
  runs[1]?.reject(new Error('second'))
  await t.rejects(second, { message: 'second' })
  await begun[2]?.promise
  runs[2]?.resolve(3)
  t.same([await first, await third], [1, 3])
})
