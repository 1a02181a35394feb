import fc from 'fast-check'
import t from 'tap'
import { redactAnswer } from '../../../src/respond/delivery/redact-answer.ts'

const URL_WITH_SECRETS = new URL('https://ann:pass%20word@hooks.example.com/services/T0AAAA/s%2Fecret1?sig=abc%2Bdef%3D&v=1')

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
    ['wrong password: pass word', 'wrong password: <redacted>'],
  ]
  for (const [answer, expected] of cases) t.equal(redactAnswer(answer, URL_WITH_SECRETS), expected, answer)
  t.end()
})

t.test('leaves an answer alone when the URL has nothing to hide', (t) => {
  const answer = 'POST / is not allowed on api v1'
  t.equal(redactAnswer(answer, new URL('https://example.com/')), answer)
  t.equal(redactAnswer(answer, new URL('https://example.com/api/v1?a=b')), answer)
  t.end()
})

t.test('no secret is left, wherever it stands', (t) => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_-]{6,40}$/)
  fc.assert(
    fc.property(secret, secret, fc.string(), fc.string(), (path, query, before, after) => {
      const url = new URL(`https://example.com/hooks/${path}?key=${query}`)
      const redacted = redactAnswer(`${before}${path}${after}${query}/hooks/${path}?key=${query}`, url)
      // A secret such as "redact" is in the marker itself.
      const rest = redacted.replaceAll('<redacted>', '')
      return !rest.includes(path) && !rest.includes(query)
    }),
  )
  t.end()
})
