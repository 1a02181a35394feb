import { createSocket } from 'node:dgram'
import t from 'tap'
import { runCefwatch } from '../cli/run-cefwatch.ts'
import { harmlessEvent } from './events.ts'
import { startDaemon, writeConfig } from './start-daemon.ts'

t.test('a firewall that sends what cannot be read is seen, and so is one that stopped sending', async (t) => {
  const sources = [
    { name: 'gateway', addresses: ['127.0.0.0/8'], timezone: 'Europe/Berlin', silentAfter: '1s' },
    { name: 'branch', addresses: ['192.0.2.0/24'], silentAfter: '1s' },
  ]
  const daemon = await startDaemon(t, writeConfig(t.testdir(), { sources }))
  const socket = createSocket('udp4')
  const lines = ['no format \u001b[31mthat is known', 'nor this', harmlessEvent('seen')]
  for (const line of lines) await new Promise((sent) => socket.send(line, daemon.ports.udp, '127.0.0.1', sent))
  socket.close()

  await daemon.log.until((entries) => entries.some((entry) => entry.includes('nothing has come from \\"branch\\"')))
  await daemon.log.until((entries) => entries.some((entry) => entry.includes('nothing has come from \\"gateway\\"')))
  t.equal(await daemon.metric('cefwatch_source_silent', 'source="gateway"'), 1)
  t.ok((await daemon.metric('cefwatch_source_last_received_timestamp_seconds', 'source="gateway"')) > 1_700_000_000)

  const url = `http://127.0.0.1:${daemon.ports.http}`
  const json = await runCefwatch(['status', '--json', '--url', url])
  t.equal(json.code, 0)
  t.match(JSON.parse(json.stdout), {
    problems: [
      /no webhook/i,
      /"gateway" \(127\.0\.0\.1\) sends what cannot be read: 2 of 3/,
      /Nothing comes from the source "branch"/,
    ],
    sources: [
      {
        address: '127.0.0.1',
        name: 'gateway',
        messages: 3,
        events: [
          { device: 'other', format: null, count: 2 },
          { device: 'zscaler', format: 'cef', count: 1 },
        ],
        errors: [{ code: 'not_cef', count: 2, lastLine: 'nor this' }],
      },
    ],
  })
  const text = await runCefwatch(['status', '--url', url])
  t.match(text.stdout, /gateway \(127\.0\.0\.1\).*other unreadable: 2, zscaler cef: 1.*2 not_cef: nor this/)

  const nobody = await runCefwatch(['status', '--url', 'http://127.0.0.1:9'])
  t.match(nobody, { code: 1, stderr: /nothing answers at http:\/\/127\.0\.0\.1:9.*NOT_READY/ })
})
