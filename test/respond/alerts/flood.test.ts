import t from 'tap'
import { AlertRecorder } from '../../../src/respond/alerts/alert-recorder.ts'
import type { Notification } from '../../../src/respond/alerts/notification.ts'
import { Journal } from '../journal.ts'
import { ManualClock } from '../manual-clock.ts'
import { openTestStore } from '../open-test-store.ts'
import { sampleAlert, sampleMatch, SAMPLE_TIME } from '../samples.ts'
import { createTestGrouper, MINUTE_MS, SILENT_ALERT_EVENTS } from '../test-grouper.ts'

const MATCHES = 100_000
const HOSTS = 1000
const SECONDS = 10

/** Each host in turn, and five of them more often than the others. */
function hostOf(index: number): number {
  return index >= HOSTS && index % 10 === 0 ? 900 + (index % 50) / 10 : index % HOSTS
}

function addressOf(host: number): string {
  return `2001:db8::${host}`
}

t.test('100,000 matches in 10 s from 1,000 hosts: all counted, a readable number of messages', async (t) => {
  const opened = openTestStore(t)
  const { store } = opened
  const clock = new ManualClock(SAMPLE_TIME)
  const told: Notification[] = []
  const heldBack = new Journal<number>()
  let made = 0
  let recorded = 0
  let dropped = 0
  const count = (): void => {
    if (++recorded % (MATCHES / SECONDS) === 0) heldBack.add(recorded)
  }
  const recorder = new AlertRecorder({
    store,
    clock,
    grouper: createTestGrouper(opened, {
      limits: { perRule: 30, global: 100 },
      alertOf: (match) => sampleAlert(`a${++made}`, match),
      notify: (notification) => told.push(notification),
    }),
    events: {
      ...SILENT_ALERT_EVENTS,
      alertStored: count,
      matchGrouped: count,
      matchHeldBack: count,
      matchesDropped: (lost) => (dropped += lost),
    },
    deliveriesReady: () => undefined,
    maxHeldBytes: 128 * 1024 ** 2,
  })

  const begin = performance.now()
  for (let second = 1; second <= SECONDS; second++) {
    const batch = Array.from({ length: MATCHES / SECONDS }, (_, index) => {
      const row = { SourceIP: addressOf(hostOf(index)) }
      return sampleMatch({ row, receivedAt: clock.now(), detectedAt: clock.now() })
    })
    recorder.record(batch)
    await heldBack.untilCount(second)
    clock.advance(1000)
  }
  t.comment(`${MATCHES} matches recorded in ${Math.round(performance.now() - begin)} ms`)
  clock.advance(10 * MINUTE_MS)

  t.equal(dropped, 0)
  const sums = store.prepare("SELECT count(*) AS alerts, sum(count) AS matches FROM alerts WHERE kind = 'match'").get()
  t.same({ ...sums }, { alerts: HOSTS, matches: MATCHES }, 'every match is in the store')
  // Quiet ends are for receivers that keep state.
  const messages = told.filter(({ end }) => end !== 'quiet')
  t.comment(`${messages.length} messages`)
  t.ok(messages.length < 100)
  const summaries = messages.filter(({ alert }) => alert.id.startsWith('summary')).map(({ alert }) => alert)
  const told30 = store.prepare("SELECT sum(count) AS matches FROM alerts WHERE kind = 'match' AND held_back IS NULL").get()
  const top = (summaries[0]?.entities ?? []).map(({ Address }) => Address).sort()
  t.same(
    top,
    [900, 901, 902, 903, 904].map((host) => addressOf(host)),
  )
  const summed = summaries.reduce((sum, alert) => sum + alert.count, 0)
  t.equal(summed + Number(told30?.['matches']), MATCHES, 'what was not told was summed up')
})
