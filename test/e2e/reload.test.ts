import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
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

const EVENTS = 6_000
const BATCH = 200

t.test('under load no event is missed, and none evaluated twice, whichever way and however often it is reloaded', async (t) => {
  const { config, write } = setUp(t, { grouping: { by: ['RequestURL'] }, workers: 2 })
  const daemon = await startDaemon(t, config)
  const socket = connect(daemon.ports.tcp, '127.0.0.1')
  await once(socket, 'connect')
  const settled: Promise<{ status: number }>[] = []
  for (let sent = 0; sent < EVENTS; sent += BATCH) {
    if (sent % 2000 === 0) {
      write('r/b.yaml', sent % 4000 === 0 ? SECOND : BROKEN)
      // Two at once, and a signal.
      settled.push(reload(daemon), reload(daemon))
      daemon.child.kill('SIGHUP')
    }
    const lines = Array.from({ length: BATCH }, (_, index) => `${matchingEvent(`t${sent + index}`)}\n`)
    if (!socket.write(lines.join(''))) await once(socket, 'drain')
    // A reload takes longer than all the sending would: go on when one is done.
    if (sent % 2000 === 1000) await Promise.all(settled)
  }
  socket.end()
  await once(socket, 'close')
  const answers = await Promise.all(settled)
  t.ok(answers.some(({ status }) => status === 200) && answers.some(({ status }) => status === 422))

  const stored = async (): Promise<number> => daemon.metric('cefwatch_alerts_stored_total', RULE_LABEL)
  const deadline = AbortSignal.timeout(20_000)
  while ((await stored()) < EVENTS && !deadline.aborted);
  t.equal(await stored(), EVENTS, 'each event is an alert of its own')
  t.equal(await daemon.metric('cefwatch_rule_matches_total', RULE_LABEL), EVENTS, 'and one match')
  t.equal(await daemon.metric('cefwatch_received_messages_total'), EVENTS)
  t.equal(await daemon.metric('cefwatch_rule_suppressed_total', RULE_LABEL), 0, 'none came twice')
})
