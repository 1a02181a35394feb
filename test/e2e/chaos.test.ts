import t from 'tap'
import { seededRandom } from '../../src/simulator/random.ts'
import { runChaos } from './chaos.ts'

/** `npm run test:chaos -- 500` runs it for longer. */
const ROUNDS = Number(process.env['CEFWATCH_TEST_CHAOS_ROUNDS'] ?? 50)

t.setTimeout(ROUNDS * 10_000)

t.test('a receiver that fails in every way, and kill -9 in every round: nothing is lost, nothing has two ids', async (t) => {
  const seed = Number(process.env['CEFWATCH_TEST_CHAOS_SEED'] ?? Date.now() % 1_000_000)
  const counts = await runChaos(t, { rounds: ROUNDS, eventsPerRound: 4, random: seededRandom(seed) })
  t.comment(JSON.stringify({ seed, ...counts }))
  t.equal(counts.kills, ROUNDS)
  t.equal(counts.delivered, counts.sent, 'every alert was received')
  t.equal(counts.withTwoIds, 0, 'none under two ids')
})
