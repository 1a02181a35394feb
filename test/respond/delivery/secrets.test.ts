import { readFileSync } from 'node:fs'
import t from 'tap'
import { Secret } from '../../../src/base/secret.ts'
import { type Answer, hang, reset, startReceiver, status } from '../receiver.ts'
import { startDispatcher } from './start-dispatcher.ts'
import { testWebhook } from './test-webhook.ts'

const KEY = Buffer.alloc(32, 'k').toString('base64')
const SECRETS = [
  'T0PATHSECRET',
  'QUERYSECRET',
  'USERSECRET',
  'PASSSECRET',
  KEY,
  Buffer.from('USERSECRET:PASSSECRET').toString('base64'),
]

const echo: Answer = (response, { url = '', headers }) => {
  status(404, {}, `no route for ${url}, ${JSON.stringify(headers)}, ${decodeURIComponent(url)}`)(response, response.req)
}

t.test('no secret of a webhook is in events, errors, lists or the store', async (t) => {
  const answers: readonly [string, Answer | null][] = [
    ['delivered', status(200)],
    ['echoed', echo],
    ['redirected', (response, { url = '' }) => response.writeHead(302, { location: url }).end(url)],
    ['failing', (response, { url = '' }) => response.writeHead(500).end(`trace: at ${url}`)],
    ['hanging', hang],
    ['closing', reset],
    ['gone', null],
  ]
  for (const [name, answer] of answers) {
    await t.test(name, async (t) => {
      const receiver = await startReceiver(t)
      if (answer === null) await receiver.close()
      else receiver.answer = answer
      const url = `http://USERSECRET:PASSSECRET@127.0.0.1:${receiver.port}/services/T0PATHSECRET?sig=QUERYSECRET`
      const webhook = testWebhook('soc', url, { secrets: [new Secret(`whsec_${KEY}`)], timeoutMs: 150 })
      const { dispatcher, enqueue, journal, deliveries, store, file } = startDispatcher(t, [webhook])
      enqueue('a1')
      dispatcher.wake()
      await journal.untilCount(1)
      const shown = JSON.stringify([journal.entries, deliveries.list({ limit: 10 }), deliveries.counts(), webhook])
      store.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()
      const stored = readFileSync(file, 'latin1')
      for (const secret of SECRETS) {
        t.notOk(shown.includes(secret), `${secret} shown`)
        t.notOk(stored.includes(secret), `${secret} stored`)
      }
      t.match(stored, /msg_1/, 'the file is what we think it is')
    })
  }
})
