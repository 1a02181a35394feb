import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { ruleText } from '../detect/rules/rule-text.ts'
import { matchingEvent } from './events.ts'
import { type Daemon, startDaemon, writeConfig } from './start-daemon.ts'

const RULE = ruleText('query: CommonSecurityLog | where RequestURL has "mactok=" | project SourceIP, RequestURL')
const BROKEN = ruleText('query: CommonSecurityLog | summarize count()')
const SECOND = ruleText('id: 11111111-2222-3333-4444-666666666666', 'name: Second')
const RULE_LABEL = 'rule="11111111-2222-3333-4444-555555555555"'

function setUp(t: Test, extra: object = {}) {
  const directory = t.testdir({ r: { 'a.yaml': RULE } })
  const config = writeConfig(directory, { rules: ['r/*.yaml'], ...extra })
  return { config, write: (file: string, text: string) => writeFileSync(join(directory, file), text) }
}

async function reload({ ports }: Daemon): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`http://127.0.0.1:${ports.http}/api/v1/reload`, { method: 'POST' })
  return { status: response.status, body: await response.json() }
}

t.test('all or nothing: on any problem the old set stays, and answer, log and metrics say so', async (t) => {
  const { config, write } = setUp(t)
  const daemon = await startDaemon(t, config)
  const successAt = await daemon.metric('cefwatch_config_last_reload_success_timestamp_seconds')
  t.ok(successAt > 0)

  write('r/a.yaml', BROKEN)
  write('r/b.yaml', ruleText('severity: Severe', 'name: Second'))
  t.match(await reload(daemon), {
    status: 422,
    body: {
      error: {
        code: 'RELOAD_REFUSED',
        problems: [
          { code: 'RULE_INVALID', file: /b\.yaml$/, line: 4, column: 1 },
          { code: 'KQL_UNSUPPORTED', message: /summarize/, file: /a\.yaml$/, line: 11 },
        ],
      },
    },
  })
  await daemon.log.until((lines) => lines.some((line) => line.includes('not reloaded') && line.includes('b.yaml:4:1')))
  t.equal(await daemon.metric('cefwatch_config_last_reload_successful'), 0)
  t.equal(await daemon.metric('cefwatch_config_last_reload_success_timestamp_seconds'), successAt)
  t.match(JSON.parse(await daemon.get('/api/v1/rules')), { rules: [{ name: 'A rule', severity: 'Low' }] })

  write('r/a.yaml', RULE)
  write('r/b.yaml', SECOND)
  t.match(await reload(daemon), { status: 200, body: { rules: [{ name: 'A rule' }, { name: 'Second' }], exclusions: [] } })
  t.equal(await daemon.metric('cefwatch_config_last_reload_successful'), 1)
  t.ok((await daemon.metric('cefwatch_config_last_reload_success_timestamp_seconds')) > successAt)
  const metrics = await daemon.get('/metrics')
  for (const series of ['rule_evaluations_total', 'rule_matches_total', 'alerts_stored_total', 'rule_suppressed_total']) {
    t.match(metrics, new RegExp(`^cefwatch_${series}\\{rule="11111111-2222-3333-4444-666666666666".*\\} 0$`, 'm'), series)
  }
})

t.test('the configuration is read again for what it says of rules, and for nothing else', async (t) => {
  const { config, write } = setUp(t)
  const daemon = await startDaemon(t, config)
  const listeners = [{ protocol: 'udp', address: '127.0.0.1', port: 0 }]
  const override = { rule: 'A rule', severity: 'High' }
  write('cefwatch.json', JSON.stringify({ listeners, rules: ['r/*.yaml'], ruleOverrides: [override] }))
  t.match(await reload(daemon), { status: 200 })
  t.match(JSON.parse(await daemon.get('/api/v1/rules')), { rules: [{ severity: 'High' }] })
  t.match(JSON.parse(await daemon.get('/api/v1/status')), { listeners: [{ protocol: 'udp' }, { protocol: 'tcp' }] })
  write('cefwatch.json', '{')
  t.match(await reload(daemon), { status: 422, body: { error: { problems: [{ code: 'YAML_SYNTAX', file: config }] } } })
})

const CONNECTIONS = 4

// True of every event, and one of them is in force at any time: of both at once the counts would be too high, of neither too low.
const [ONE, OTHER] = ['666666666666', '777777777777'].map((end) =>
  ruleText(
    `id: 11111111-2222-3333-4444-${end}`,
    `name: Rule ${end}`,
    'query: CommonSecurityLog | where RequestURL has "mactok=" | project RequestURL',
  ),
)
const RELOADS = [OTHER, BROKEN, ONE, OTHER, ONE, BROKEN, OTHER]

t.test('under load no event is missed, and none evaluated twice, whichever way and however often it is reloaded', async (t) => {
  const { config, write } = setUp(t, { grouping: { by: ['RequestURL'] }, workers: 2, log: { level: 'error' } })
  write('r/b.yaml', ONE ?? '')
  const daemon = await startDaemon(t, config)
  const sockets = Array.from({ length: CONNECTIONS }, () => connect(daemon.ports.tcp, '127.0.0.1'))
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  let sent = 0
  for (const [round, text = ''] of RELOADS.entries()) {
    write('r/b.yaml', text)
    const reloads = { done: false }
    // Two at once, and a signal.
    const answers = Promise.all([reload(daemon), reload(daemon)]).finally(() => (reloads.done = true))
    daemon.child.kill('SIGHUP')
    do {
      for (const socket of sockets) socket.write(`${matchingEvent(`t${sent++}`)}\n`)
      await delay(1)
    } while (!reloads.done)
    const status = text === BROKEN ? 422 : 200
    t.match(await answers, [{ status }, { status }], `reload ${round}`)
  }
  await Promise.all(sockets.map((socket) => once(socket.end(), 'close')))

  const stored = (): Promise<number> => daemon.metric('cefwatch_alerts_stored_total')
  const deadline = AbortSignal.timeout(20_000)
  while ((await stored()) < 2 * sent && !deadline.aborted);
  t.equal(await daemon.metric('cefwatch_received_messages_total'), sent)
  t.equal(await daemon.metric('cefwatch_rule_matches_total', RULE_LABEL), sent, 'one match of the rule that stayed')
  t.equal(await daemon.metric('cefwatch_rule_matches_total'), 2 * sent, 'and one of either that came and went')
  t.equal(await stored(), 2 * sent, 'each is an alert of its own')
  t.equal(await daemon.metric('cefwatch_rule_suppressed_total'), 0, 'none came twice')
})
