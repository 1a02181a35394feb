import { inspect } from 'node:util'
import t from 'tap'
import { redactUrl, Secret } from '../../src/base/secret.ts'

t.test('a secret shows itself to reveal() only', (t) => {
  const secret = new Secret('hush')
  const shown = [
    String(secret),
    secret.toString(),
    JSON.stringify({ secret }),
    inspect(secret),
    inspect({ deep: [secret] }, { showHidden: true }),
  ]
  for (const text of shown) t.notMatch(text, /hush/)
  t.equal(secret.reveal(), 'hush')
  t.end()
})

t.test('of a URL, only scheme, host and port are shown', (t) => {
  const cases: readonly [string, string][] = [
    ['https://user:pass@hooks.example.com:8443/T000/B000?sig=1#x', 'https://hooks.example.com:8443'],
    ['http://[2001:db8::1]:80/secret', 'http://[2001:db8::1]'],
    ['not a url', '<redacted>'],
  ]
  for (const [url, shown] of cases) t.equal(redactUrl(url), shown)
  t.end()
})
