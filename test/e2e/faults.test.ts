import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import t from 'tap'
import { runCefwatch } from '../cli/run-cefwatch.ts'
import { hang, type Receiver, reset, startReceiver, status } from '../respond/receiver.ts'
import { withTmpfs } from '../respond/with-tmpfs.ts'
import { matchingEvent } from './events.ts'
import { type Daemon, startDaemon, writeConfig } from './start-daemon.ts'

function send(daemon: Daemon, token: string): void {
  const socket = createSocket('udp4')
  socket.send(matchingEvent(token), daemon.ports.udp, '127.0.0.1', () => socket.close())
}

/** Waits until `token`'s alert was answered with success. */
function delivered(receiver: Receiver, token: string): Promise<void> {
  return receiver.requests.until((requests) => requests.some(({ body }) => body.includes(`${token}.example.net`)))
}

t.test('a webhook that fails in every way loses nothing, and keeps its ids', async (t) => {
  const receiver = await startReceiver(t)
  const daemon = await startDaemon(
    t,
    writeConfig(t.testdir(), { webhooks: [{ name: 'soc', url: receiver.url, timeout: '500ms' }] }),
  )
  const faults = { refuses: status(503), hangs: hang, closes: reset, limits: status(429, { 'retry-after': '1' }) }
  for (const [name, answer] of Object.entries(faults)) {
    receiver.answer = answer
    const before = receiver.requests.entries.length
    send(daemon, name)
    await receiver.requests.untilCount(before + 1)
    receiver.answer = status(204)
    await receiver.requests.until((requests) => requests.filter(({ body }) => body.includes(`${name}.example.net`)).length >= 2)
    const ids = receiver.requests.entries
      .filter(({ body }) => body.includes(`${name}.example.net`))
      .map(({ headers }) => headers['webhook-id'])
    t.equal(new Set(ids).size, 1, `${name}: the same id on every attempt`)
  }
  t.equal(await daemon.metric('cefwatch_alerts_stored_total'), 4)
})

t.test('kill -9: what was stored is delivered by the next process, under its id', async (t) => {
  const directory = t.testdir()
  const receiver = await startReceiver(t)
  const config = writeConfig(directory, { webhooks: [{ name: 'soc', url: receiver.url }] })
  const first = await startDaemon(t, config)
  receiver.answer = status(503)
  send(first, 'killed')
  await delivered(receiver, 'killed')
  await first.end('SIGKILL')
  receiver.answer = status(204)
  const before = receiver.requests.entries.length
  await startDaemon(t, config)
  await receiver.requests.untilCount(before + 1)
  const ids = receiver.requests.entries.map(({ headers }) => headers['webhook-id'])
  t.equal(new Set(ids).size, 1)
})

t.test('a full disk: detection goes on, loudly, and what was held is stored when there is room', async (t) => {
  await withTmpfs(t, 'size=2m', async (folder) => {
    const receiver = await startReceiver(t)
    const daemon = await startDaemon(t, writeConfig(folder, { webhooks: [{ name: 'soc', url: receiver.url }] }))
    send(daemon, 'before')
    await delivered(receiver, 'before')
    const filler = join(folder, 'filler')
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k'], { stdio: 'ignore' })
    } catch {
      // dd fails when the disk is full: that is the point.
    }
    for (let index = 0; index < 40; index++) send(daemon, `full${index}`)
    await daemon.log.until((lines) => lines.some((line) => line.includes('alerts cannot be stored')))
    t.equal(await daemon.metric('cefwatch_store_writable'), 0)
    t.match(await daemon.get('/api/v1/status'), /Alerts cannot be stored/)
    t.match(await daemon.get('/readyz'), /\[-\]store failed/)
    writeFileSync(filler, '')
    await daemon.log.until((lines) => lines.some((line) => line.includes('alerts can be stored again')))
    for (let index = 0; index < 40; index++) await delivered(receiver, `full${index}`)
    t.equal(await daemon.metric('cefwatch_matches_dropped_total'), 0)
    t.match(await daemon.get('/readyz'), /^ok/)
    await daemon.end('SIGTERM')
  })
})

t.test('SIGTERM: what was received is stored before the end, and delivered now or by the next process', async (t) => {
  const receiver = await startReceiver(t)
  const config = writeConfig(t.testdir(), { webhooks: [{ name: 'soc', url: receiver.url }] })
  const first = await startDaemon(t, config)
  for (let index = 0; index < 20; index++) send(first, `last${index}`)
  await delivered(receiver, 'last0')
  t.equal(await first.end('SIGTERM'), 0)
  const second = await startDaemon(t, config)
  for (let index = 0; index < 20; index++) await delivered(receiver, `last${index}`)
  t.match(JSON.parse(await second.get('/api/v1/status')), { alerts: { open: 20 } })
})

t.test('SIGHUP loads rules and exclusions anew, all or nothing', async (t) => {
  const directory = t.testdir({ 'exclusions.yaml': 'exclusions: []\n' })
  const receiver = await startReceiver(t)
  const daemon = await startDaemon(
    t,
    writeConfig(directory, { exclusions: 'exclusions.yaml', webhooks: [{ name: 'soc', url: receiver.url }] }),
  )
  const file = join(directory, 'exclusions.yaml')
  writeFileSync(file, 'exclusions: [{ name: broken }]\n')
  daemon.child.kill('SIGHUP')
  await daemon.log.until((lines) => lines.some((line) => line.includes('not reloaded')))
  t.equal(await daemon.metric('cefwatch_config_last_reload_successful'), 0)
  const exclusion = {
    name: 'test',
    reason: 'a test',
    owner: 'net@example.com',
    expires: '2999-12-31',
    when: { destinationDomain: ['excluded.example.net'] },
  }
  writeFileSync(file, JSON.stringify({ exclusions: [exclusion] }))
  daemon.child.kill('SIGHUP')
  await daemon.log.until((lines) => lines.some((line) => line.includes('rules and exclusions reloaded')))
  send(daemon, 'excluded')
  send(daemon, 'other')
  await delivered(receiver, 'other')
  t.equal(receiver.requests.entries.length, 1)
  t.match(await daemon.get('/api/v1/alerts?status=suppressed'), /"exclusion":"test"/)
  t.equal(await daemon.metric('cefwatch_rule_excluded_total', 'exclusion="test"'), 1)
})

t.test('a backup while the daemon runs holds its alerts, and overwrites nothing', async (t) => {
  const directory = t.testdir()
  const config = writeConfig(directory)
  const daemon = await startDaemon(t, config)
  send(daemon, 'backed-up')
  await daemon.log.until((entries) => entries.some((entry) => entry.includes('backed-up.example.net')))
  const copy = join(directory, 'copy.db')
  t.match(await runCefwatch(['backup', copy, '--config', config]), { code: 0, stdout: /holds a copy/ })
  const database = new DatabaseSync(copy, { readOnly: true })
  t.match(database.prepare('SELECT data FROM alerts').all(), [{ data: /backed-up\.example\.net/ }])
  database.close()
  t.match(await runCefwatch(['backup', copy, '--config', config]), { code: 1, stderr: /would overwrite a file/ })
  const empty = writeConfig(join(directory, 'empty'))
  t.match(await runCefwatch(['backup', `${copy}2`, '--config', empty]), { code: 1, stderr: /there is no store to back up/ })
})
