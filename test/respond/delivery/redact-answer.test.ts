import fc from 'fast-check'
import t from 'tap'
import { Secret } from '../../../src/base/secret.ts'
import { redactAnswer } from '../../../src/respond/delivery/redact-answer.ts'
import { webhookSecrets } from '../../../src/respond/delivery/webhook-secrets.ts'
import { testWebhook } from './test-webhook.ts'

const URL_WITH_SECRETS = 'https://ann:pass%20word@hooks.example.com/services/T0AAAA/s%2Fecret1?sig=abc%2Bdef%3D&v=1'

function redact(answer: string, url: string): string {
  return redactAnswer(answer, webhookSecrets(testWebhook('soc', url)))
}

t.test('removes what an answer echoes of its URL', (t) => {
  const cases: readonly [string, string][] = [
    ['no_service', 'no_service'],
    ['Cannot POST /services/T0AAAA/s%2Fecret1', 'Cannot POST <redacted>'],
    ['Cannot POST /services/T0AAAA/s/ecret1', 'Cannot POST <redacted>'],
    ['unknown token s%2Fecret1', 'unknown token <redacted>'],
    ['team T0AAAA is gone', 'team <redacted> is gone'],
    ['bad query ?sig=abc%2Bdef%3D&v=1', 'bad query <redacted>'],
    ['bad signature abc+def=', 'bad signature <redacted>'],
    ['bad signature abc%2Bdef%3D', 'bad signature <redacted>'],
    ['bad path s\\/ecret1', 'bad path <redacted>'],
    ['no such thing: ecret1', 'no such thing: <redacted>'],
    ['<a href="/?sig=abc%2Bdef%3D&amp;v=1">', '<a href="/<redacted>">'],
    ['wrong password: pass word', 'wrong password: <redacted>'],
    ['{"path":"\\/services\\/T0AAAA\\/s%2Fecret1"}', '{"path":"<redacted>"}'],
  ]
  for (const [answer, expected] of cases) t.equal(redact(answer, URL_WITH_SECRETS), expected, answer)
  t.end()
})

t.test('removes what an answer echoes of other secrets', (t) => {
  const key = Buffer.alloc(24, '?>').toString('base64')
  const pem = '-----BEGIN PRIVATE KEY-----\nMHcCAQEE\n-----END PRIVATE KEY-----\n'
  const webhook = testWebhook('soc', 'https://example.com/', {
    credential: new Secret('s/p"k'),
    secrets: [new Secret(`whsec_${key}`)],
    connection: {
      ca: null,
      certificate: null,
      key: new Secret(pem),
      proxy: new Secret('http://u:proxypass@192.0.2.1'),
      allow: [],
    },
  })
  const secrets = webhookSecrets(webhook)
  const cases: readonly [string, string][] = [
    ['token s/p"k is disabled', 'token <redacted> is disabled'],
    [JSON.stringify({ token: 's/p"k' }).replaceAll('/', '\\/'), '{"token":"<redacted>"}'],
    [JSON.stringify(JSON.stringify({ token: 's/p"k' })), '"{\\"token\\":\\"<redacted>\\"}"'],
    [JSON.stringify({ key: pem }), '{"key":"<redacted>"}'],
    ['<b>s/p&quot;k</b>', '<b><redacted></b>'],
    [`token=${encodeURIComponent('s/p"k')}`, 'token=<redacted>'],
    [`whsec_${key}, ${key}`, '<redacted>, <redacted>'],
    [pem, '<redacted>'],
    [`Basic ${Buffer.from('u:proxypass').toString('base64')} proxypass`, 'Basic <redacted> <redacted>'],
  ]
  for (const [answer, expected] of cases) t.equal(redactAnswer(answer, secrets), expected, answer)
  t.end()
})

t.test('leaves an answer alone when the URL has nothing to hide', (t) => {
  const answer = 'POST / is not allowed on api v1'
  t.equal(redact(answer, 'https://example.com/'), answer)
  t.equal(redact(answer, 'https://example.com/api/v1?a=b'), answer)
  t.end()
})

t.test('no secret is left, wherever it stands', (t) => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_-]{6,40}$/)
  fc.assert(
    fc.property(secret, secret, fc.string(), fc.string(), (path, query, before, after) => {
      const url = `https://example.com/hooks/${path}?key=${query}`
      const redacted = redact(`${before}${path}${after}${query}/hooks/${path}?key=${query}`, url)
      // A secret such as "redact" is in the marker itself.
      const rest = redacted.replaceAll('<redacted>', '')
      return !rest.includes(path) && !rest.includes(query)
    }),
  )
  t.end()
})
