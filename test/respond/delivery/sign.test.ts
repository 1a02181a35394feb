import { Webhook } from 'standardwebhooks'
import t from 'tap'
import { Secret } from '../../../src/base/secret.ts'
import { sign } from '../../../src/respond/delivery/sign.ts'

const OLD = `whsec_${Buffer.alloc(24, 'old').toString('base64')}`
const NEW = `whsec_${Buffer.alloc(64, 'new').toString('base64')}`

function signed(secrets: readonly string[], body: string) {
  const id = 'msg_0123456789abcdef'
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = sign(
    { id, timestamp, body },
    secrets.map((text) => new Secret(text)),
  )
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': signature }
}

t.test('the published library accepts it', (t) => {
  const body = JSON.stringify({ type: 'alert.created', data: { url: 'http://example.net/ä?mactok=1' } })
  t.same(new Webhook(OLD).verify(body, signed([OLD], body)), JSON.parse(body))
  t.throws(() => new Webhook(NEW).verify(body, signed([OLD], body)), 'another secret')
  t.throws(() => new Webhook(OLD).verify(`${body} `, signed([OLD], body)), 'another body')
  t.end()
})

t.test('two secrets make two signatures, so that a receiver may change over at any time', (t) => {
  const body = '{"type":"alert.created"}'
  const headers = signed([NEW, OLD], body)
  t.equal(headers['webhook-signature'].split(' ').length, 2)
  for (const secret of [OLD, NEW]) t.same(new Webhook(secret).verify(body, headers), { type: 'alert.created' })
  t.end()
})

t.test('equals the published library, byte for byte', (t) => {
  const date = new Date('2026-11-24T09:00:00.999Z')
  const content = { id: 'msg_1', timestamp: Math.floor(date.getTime() / 1000), body: '{}' }
  t.equal(sign(content, [new Secret(OLD)]), new Webhook(OLD).sign('msg_1', date, '{}'))
  t.end()
})
