import { createSocket } from 'node:dgram'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { startReceiver } from '../respond/receiver.ts'
import { matchingEvent } from './events.ts'
import { startDaemon, writeConfig } from './start-daemon.ts'

t.test('a corrupt store is moved aside, loudly, and detection goes on', async (t) => {
  const directory = t.testdir()
  const receiver = await startReceiver(t)
  const config = writeConfig(directory, { webhooks: [{ name: 'soc', url: receiver.url }] })
  mkdirSync(join(directory, 'data'))
  writeFileSync(join(directory, 'data/cefwatch.db'), 'no database, '.repeat(1000))
  const daemon = await startDaemon(t, config)
  t.match(
    daemon.log.entries.filter((line) => line.includes('the store was corrupt')),
    [/"level":"error".*corrupt-/],
  )
  t.equal(await daemon.metric('cefwatch_store_corrupt_total'), 1)
  t.match(await daemon.get('/api/v1/status'), /The store was corrupt at the start: it was moved to .*corrupt-/)
  t.equal(readdirSync(join(directory, 'data')).filter((name) => name.startsWith('cefwatch.db.corrupt-')).length, 1)
  const socket = createSocket('udp4')
  socket.send(matchingEvent('after'), daemon.ports.udp, '127.0.0.1', () => socket.close())
  await receiver.requests.untilCount(1)
  t.match(await daemon.get('/api/v1/alerts'), /after\.example\.net/)
})
