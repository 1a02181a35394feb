import { createSocket } from 'node:dgram'
import t from 'tap'
import { runCefwatch } from '../cli/run-cefwatch.ts'
import { startReceiver, status } from '../respond/receiver.ts'
import { matchingEvent } from './events.ts'
import { type Daemon, startDaemon, writeConfig } from './start-daemon.ts'

async function sendEvent({ ports }: Daemon, token: string): Promise<void> {
  const socket = createSocket('udp4')
  await new Promise((sent) => socket.send(matchingEvent(token), ports.udp, '127.0.0.1', sent))
  socket.close()
}

t.test('an operator works through what was not delivered', async (t) => {
  const [soc, chat] = [await startReceiver(t), await startReceiver(t)]
  soc.answer = status(403, {}, 'not for you\u001b[2J')
  const webhooks = [
    { name: 'soc', url: soc.url },
    { name: 'chat', url: chat.url },
  ]
  const config = writeConfig(t.testdir(), { webhooks })
  const daemon = await startDaemon(t, config)
  const url = `http://127.0.0.1:${daemon.ports.http}`
  const deliveries = (...args: readonly string[]) => runCefwatch(['deliveries', ...args, '--config', config, '--url', url])

  for (const sink of ['soc', 'chat']) {
    const series = ['cefwatch_circuit_open', 'cefwatch_webhook_disabled', 'cefwatch_queue_depth', 'cefwatch_dead_letters']
    const text = await daemon.get('/metrics')
    for (const name of series) t.match(text, `${name}{sink="${sink}"} 0\n`, name)
    t.match(text, `cefwatch_queue_oldest_age_seconds{sink="${sink}"} 0\n`)
    for (const reason of ['clientError', 'serverError', 'authError', 'rateLimited', 'timeout', 'network', 'other']) {
      t.match(text, `cefwatch_notification_failures_total{sink="${sink}",reason="${reason}"} 0\n`)
    }
    for (const outcome of ['delivered', 'failed']) {
      t.match(text, `cefwatch_notifications_total{sink="${sink}",outcome="${outcome}"} 0\n`)
    }
  }

  await sendEvent(daemon, 'first')
  await daemon.log.until((lines) => lines.some((line) => line.includes('kept as a dead letter')))
  t.equal(await daemon.metric('cefwatch_dead_letters', 'sink="soc"'), 1)
  await sendEvent(daemon, 'second')
  await daemon.log.until((lines) => lines.filter((line) => line.includes('kept as a dead letter')).length === 2)

  const listed = await deliveries('list', '--state', 'dead', '--json')
  const page = JSON.parse(listed.stdout) as { deliveries: { id: string; webhook: string; state: string; lastError: string }[] }
  t.equal(page.deliveries.length, 2)
  t.match(page.deliveries[0], { webhook: 'soc', state: 'dead', lastError: 'refused: authError (answered 403)' })
  const [second = '', first = ''] = page.deliveries.map(({ id }) => id)
  const table = await deliveries('list', '--webhook', 'soc')
  t.match(table, { code: 0, stdout: new RegExp(`${first}.*soc.*dead.*refused: authError`) })
  t.match(await deliveries('list', '--state', 'pending'), { code: 0, stdout: 'There is no such delivery.\n' })

  const shown = await deliveries('show', first)
  t.match(shown, { code: 0, stdout: /state +dead[^]*last answer +not for you\\u\{1b\}\[2J[^]*"type":"alert.created"/ })
  t.match(JSON.parse((await deliveries('show', first, '--json')).stdout), { id: first, body: /^\{"type"/ })

  const test = await deliveries('test', 'soc')
  t.match(test, {
    code: 1,
    stdout: /webhook soc did not take the test alert: answered 403, after \d+ ms\n[^]*answer +not for you/,
  })
  soc.answer = status(202, {}, 'thanks')
  const taken = await deliveries('test', 'soc', '--json')
  t.match(taken, { code: 0 })
  t.match(JSON.parse(taken.stdout), { webhook: 'soc', outcome: 'delivered', status: 202, answer: 'thanks', milliseconds: Number })
  const alert = JSON.parse(soc.requests.entries.at(-1)?.body ?? '') as {
    data: { id: string; rule: { name: string; tags: string[] } }
  }
  t.match(alert.data.rule.name, /^TEST/)
  t.same(alert.data.rule.tags, ['test'])
  t.match(await daemon.get(`/api/v1/alerts/${alert.data.id}`), /NOT_FOUND/, 'a test is no alert')
  t.equal(chat.requests.entries.length, 2, 'and goes to no other webhook')

  t.match(await deliveries('retry', first), { code: 0, stdout: `${first} is sent again\n` })
  await soc.requests.until((requests) => requests.filter(({ headers }) => headers['webhook-id'] === first).length === 2)
  t.match(await deliveries('drop', second, 'none'), {
    code: 1,
    stdout: `${second} is dropped\n`,
    stderr: /no delivery has the id "none"/,
  })
  t.match(await deliveries('show', second), { code: 1, stderr: /no delivery has the id ".*INPUT_INVALID/ })
  const again = await deliveries('retry', first)
  t.match(again, { code: 1, stderr: /no dead letter; only those are sent again/ })
  t.match(await deliveries('retry', '--all'), { code: 0, stdout: '0 dead letters are sent again\n' })
  t.match(await deliveries('retry', '--all', '--webhook', 'none'), { code: 1, stderr: /no webhook is called "none"/ })
  t.match(await deliveries('test', 'none'), { code: 1, stderr: /no webhook is called "none"/ })
  for (const wrong of [['retry'], ['retry', 'x', '--all'], ['drop'], ['list', '--state', 'lost'], []]) {
    t.equal((await deliveries(...wrong)).code, 2, `wrong usage: ${wrong.join(' ')}`)
  }
})

t.test('a receiver that wants no more, and one that is down, are seen everywhere', async (t) => {
  const [gone, broken] = [await startReceiver(t), await startReceiver(t)]
  gone.answer = status(410)
  broken.answer = status(503)
  const webhooks = [
    { name: 'gone', url: gone.url },
    { name: 'broken', url: broken.url },
  ]
  const config = writeConfig(t.testdir(), { webhooks })
  const daemon = await startDaemon(t, config)
  for (let index = 0; index < 6; index++) await sendEvent(daemon, `event${index}`)
  await daemon.log.until((lines) => lines.some((line) => line.includes('webhook gone is gone')))
  await daemon.log.until((lines) => lines.some((line) => line.includes('webhook broken fails again and again')))
  t.equal(await daemon.metric('cefwatch_webhook_disabled', 'sink="gone"'), 1)
  t.equal(await daemon.metric('cefwatch_circuit_open', 'sink="broken"'), 1)
  t.equal(await daemon.metric('cefwatch_queue_depth', 'sink="gone"'), 6)
  const { problems } = JSON.parse(await daemon.get('/api/v1/status')) as { problems: string[] }
  t.match(problems, [
    /The webhook "gone" is disabled since 2\d{3}-.*: gone: clientError \(answered 410\)\. Its alerts wait: `cefwatch deliveries test gone`/,
    /The webhook "broken" fails since .*: serverError \(answered 503\)\. Its alerts wait/,
  ])
  const { webhooks: shown } = JSON.parse(await daemon.get('/api/v1/webhooks')) as { webhooks: object[] }
  t.match(shown, [
    { name: 'gone', state: 'disabled', since: /^2/, pending: 6, dead: 0, lastError: /^gone: / },
    { name: 'broken', state: 'failing', pending: 6, dead: 0, lastError: 'serverError (answered 503)' },
  ])
  gone.answer = status(204)
  const enabled = await fetch(`http://127.0.0.1:${daemon.ports.http}/api/v1/webhooks/gone/enable`, { method: 'POST' })
  t.match(await enabled.json(), { name: 'gone', state: 'up' })
  await gone.requests.until((requests) => new Set(requests.map(({ headers }) => headers['webhook-id'])).size === 6)
  await daemon.log.until((lines) => lines.some((line) => line.includes('webhook gone is enabled again')))
  t.equal(await daemon.metric('cefwatch_webhook_disabled', 'sink="gone"'), 0)
})
