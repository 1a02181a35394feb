import { once } from 'node:events'
import { connect } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import t from 'tap'
import { startReceiver } from '../respond/receiver.ts'
import { startDaemon, writeConfig } from './start-daemon.ts'

const EVENTS = 20_000
const HOSTS = 1000
const LOUDEST = '2001:db8::ffff'

/** A RunningRAT request of a host: each of a thousand in turn, and one that then asks as often as a hundred of them. */
function eventOf(index: number): string {
  const host = index % HOSTS
  const source = index >= HOSTS && index % 10 === 9 ? LOUDEST : `2001:db8::${host}`
  return `CEF:0|Zscaler|NSSWeblog|5.7|Blocked|Malicious|3|act=Blocked src=${source} dst=203.0.113.7 dhost=c2.example.net request=c2.example.net/ui/chk?mactok=${index} requestMethod=GET`
}

type Body = { readonly data: { readonly description: string; readonly entities: readonly object[]; readonly raw: string } }

t.test('a flood: every match is in the store, and the receiver gets a number of messages that can be read', async (t) => {
  const directory = t.testdir()
  const receiver = await startReceiver(t)
  const daemon = await startDaemon(
    t,
    writeConfig(directory, {
      webhooks: [{ name: 'soc', url: receiver.url }],
      grouping: { window: '10s' },
      storm: { perRule: 30, global: 50, window: '3s' },
    }),
  )
  t.match(await daemon.get('/metrics'), /cefwatch_rule_suppressed_total\{rule="[^"]+",reason="storm"\} 0/)
  const socket = connect(daemon.ports.tcp, '127.0.0.1')
  await once(socket, 'connect')
  socket.end(Array.from({ length: EVENTS }, (_, index) => `${eventOf(index)}\n`).join(''))
  await daemon.log.until((lines) => lines.some((line) => line.includes('a storm of new alerts')))
  t.match(await daemon.get('/api/v1/status'), /A storm of alerts of .* goes on/)
  await daemon.log.until((lines) => lines.some((line) => line.includes('the storm of alerts is over')))
  const summaries = (): readonly Body['data'][] =>
    receiver.requests.entries.map(({ body }) => (JSON.parse(body) as Body).data).filter(({ raw }) => raw === '')
  await receiver.requests.until(() => summaries().length > 0)

  const held = await daemon.metric('cefwatch_rule_suppressed_total', 'reason="storm"')
  t.match(summaries()[0]?.description, /Alert storm of .* more alerts with \d+ matches held back/)
  t.match(summaries()[0]?.entities, [{ type: 'IP', Address: LOUDEST }])
  t.equal(await daemon.metric('cefwatch_rule_matches_total'), EVENTS)
  t.equal(await daemon.metric('cefwatch_matches_dropped_total'), 0)
  t.ok(held > EVENTS / 2 && held < EVENTS)
  t.comment(`${EVENTS} events, ${held} matches held back, ${receiver.requests.entries.length} messages`)
  t.ok(receiver.requests.entries.length < 100)
  t.equal(await daemon.end('SIGTERM'), 0)

  const database = new DatabaseSync(join(directory, 'data/cefwatch.db'))
  t.teardown(() => database.close())
  const sums = database
    .prepare("SELECT count(DISTINCT id) AS alerts, sum(count) AS matches FROM alerts WHERE kind = 'match'")
    .get()
  t.equal(sums?.['matches'], EVENTS, 'the sum of counts is what was sent')
})
