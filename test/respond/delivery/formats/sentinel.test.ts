import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import t, { type Test } from 'tap'
import { Secret } from '../../../../src/base/secret.ts'
import { entraToken } from '../../../../src/respond/delivery/formats/entra-token.ts'
import { sentinel } from '../../../../src/respond/delivery/formats/sentinel.ts'
import { SAMPLE_TIME, sampleNotification } from '../../samples.ts'
import { fullAlert, oddNotification, stormAlert } from './odd-notifications.ts'
import { type CollectedRequest, type CollectorAnswer, senderTo, startCollector } from './start-collector.ts'

const STREAM = '/dataCollectionRules/dcr-00000000000000000000000000000001/streams/Custom-CefwatchAlerts_CL?api-version=2023-01-01'
const SECRET = 'client-secret-of-the-test'
const TOKEN_PATH = '/tenant-1/oauth2/v2.0/token'

/** The stream declaration that the documentation gives to paste: the table's columns. */
const PAGE = readFileSync(new URL('../../../../docs/webhooks/sentinel.md', import.meta.url), 'utf8')
const COLUMNS = [...PAGE.matchAll(/"name": "(\w+)", "type": "(\w+)"/g)].map(([, name = '', type = '']) => [name, type] as const)

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  datetime: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
  string: (value) => typeof value === 'string' && Buffer.byteLength(value) <= 65_536 && value.isWellFormed(),
  int: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
}

/** What the ingestion API refuses of a body, or drops of a row: what the stream does not declare. */
function problemsOf(body: string): readonly string[] {
  if (Buffer.byteLength(body) > 1_048_576) return ['larger than 1 MB']
  const rows: unknown = JSON.parse(body)
  if (!Array.isArray(rows)) return ['not an array']
  return (rows as readonly Record<string, unknown>[]).flatMap((row) => [
    ...Object.keys(row).filter((name) => !COLUMNS.some(([column]) => column === name)),
    ...COLUMNS.filter(([name, type]) => IS[type]?.(row[name]) !== true).map(([name, type]) => `${name}: not a ${type}`),
  ])
}

/** The token endpoint and the ingestion endpoint. Tokens are numbered; those that are revoked are refused. */
async function startAzure(t: Test, expiresIn = 3599) {
  const requests: CollectedRequest[] = []
  const state = { issued: 0, revoked: new Set<string>() }
  const url = await startCollector(t, (request) => {
    requests.push(request)
    return request.path === TOKEN_PATH ? issue(request) : ingest(request)
  })
  function issue({ headers, body }: CollectedRequest): CollectorAnswer {
    const form = new URLSearchParams(body.toString())
    const expected = {
      grant_type: 'client_credentials',
      client_id: 'client-1',
      client_secret: SECRET,
      scope: 'https://monitor.azure.com/.default',
    }
    const right = Object.entries(expected).every(([key, value]) => form.get(key) === value)
    if (!right || headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return {
        status: 401,
        body: `{"error":"invalid_client","error_description":"AADSTS7000215 ${form.get('client_secret') ?? ''}"}`,
      }
    }
    state.issued++
    return {
      status: 200,
      body: JSON.stringify({ token_type: 'Bearer', expires_in: expiresIn, access_token: `token-${state.issued}` }),
    }
  }
  function ingest({ path, headers, body }: CollectedRequest): CollectorAnswer {
    const token = /^Bearer (token-\d+)$/.exec(headers.authorization ?? '')?.[1]
    if (token === undefined || state.revoked.has(token)) return { status: 401, body: '{"error":{"code":"InvalidToken"}}' }
    if (path !== STREAM) return { status: 404 }
    if (headers['content-encoding'] !== 'gzip' || headers['content-type'] !== 'application/json') return { status: 415 }
    const problems = problemsOf(gunzipSync(body).toString())
    return problems.length === 0 ? { status: 204 } : { status: 400, body: problems.join('\n') }
  }
  const options = { tenantId: 'tenant-1', clientId: 'client-1', authority: url, scope: 'https://monitor.azure.com/.default' }
  const changes = { format: 'sentinel', options, credential: new Secret(SECRET) } as const
  return { url: `${url}${STREAM}`, changes, requests, state }
}

t.test('posts one row, gzipped, with a token', async (t) => {
  const { url, changes, requests } = await startAzure(t)
  const send = senderTo(t, url, changes)
  t.match(await send(sampleNotification({ alert: fullAlert() })), { status: 204 })
  t.match(await send(sampleNotification({ alert: stormAlert() })), { status: 204 })
  t.same(
    requests.map(({ path }) => path),
    [TOKEN_PATH, STREAM, STREAM],
    'one token serves both',
  )
  t.match(JSON.parse(gunzipSync(requests[1]?.body ?? '').toString()), [
    {
      ...{ TimeGenerated: '2026-11-24T09:00:00.001Z', AlertId: 'a1', AlertSeverity: 'High', Ended: false, MatchCount: 1 },
      ...{ SourceIP: '192.0.2.10', RequestURL: 'http://cdn.example.net:8080/ui/chk?mactok=1', Verdict: 'blocked' },
      ...{ Techniques: 'T1041, T1071.001', Indicators: '[{"column":"RequestURL","value":"mactok="}]' },
    },
  ])
})

t.test('a token is replaced before it expires', async (t) => {
  const { url, changes, state } = await startAzure(t, 3600)
  const send = senderTo(t, url, changes)
  for (const [minutes, issued] of [
    [0, 1],
    [54, 1],
    [55, 2],
    [60, 2],
  ] as const) {
    t.match(await send(sampleNotification(), SAMPLE_TIME + minutes * 60_000), { status: 204 })
    t.equal(state.issued, issued, `after ${minutes} minutes`)
  }
})

t.test('a token that was refused is not used again', async (t) => {
  const { url, changes, state } = await startAzure(t)
  const send = senderTo(t, url, changes)
  await send(sampleNotification())
  state.revoked.add('token-1')
  const refused = await send(sampleNotification())
  t.match(refused, { status: 401 })
  t.equal(sentinel.judge?.(401, ''), 'retry')
  t.match(await send(sampleNotification()), { status: 204 })
  t.equal(state.issued, 2)
  t.equal(sentinel.judge?.(403, ''), null, 'other answers are left to the status')
})

t.test('without a token nothing is sent, and the reason holds no secret', async (t) => {
  const { url, changes, requests } = await startAzure(t)
  const garbage = await startCollector(t, () => ({ status: 200, body: 'no JSON' }))
  const cases = [
    { credential: new Secret('wrong-secret') },
    { credential: null },
    { credential: new Secret(SECRET), options: { ...changes.options, authority: garbage } },
  ]
  for (const other of cases) {
    const outcome = await senderTo(t, url, { ...changes, ...other })(sampleNotification())
    t.not(outcome?.kind, 'answered')
    t.notMatch(JSON.stringify(outcome), /secret-|-secret|AADSTS/)
  }
  t.ok(requests.every(({ path }) => path === TOKEN_PATH))
})

t.test('the reason why there is no token is told', async (t) => {
  const client = { authority: 'https://login.example.com/', tenantId: 'tenant-1', clientId: 'client-1', scope: 's' }
  const cases = [
    [401, '{"error":"invalid_client","error_description":"AADSTS7000215"}', 'no access token: invalid_client'],
    [503, '<html>', 'no access token: the answer was 503'],
    [200, '{"access_token":"two\nlines"}', 'no access token: the answer was 200'],
  ] as const
  for (const [status, body, message] of cases) {
    const postForm = () => Promise.resolve({ status, body })
    const context = { options: {}, defang: false, credential: new Secret(SECRET), now: SAMPLE_TIME, postForm }
    await t.rejects(entraToken(client, context), { message })
  }
})

t.test('the stored body holds no secret', (t) => {
  t.notMatch(sentinel.encode(sampleNotification(), { options: { clientSecret: SECRET }, defang: false }), SECRET)
  t.end()
})

t.test('the description is defanged on request, what queries match on is not', (t) => {
  const [row] = JSON.parse(sentinel.encode(sampleNotification(), { options: {}, defang: true })) as readonly Record<
    string,
    string
  >[]
  t.match(row?.['Description'], 'cdn[.]example[.]net')
  t.match(row?.['DestinationHostName'], 'cdn.example.net')
  t.end()
})

t.test('no alert makes a row that the API refuses or cuts', (t) => {
  t.ok(COLUMNS.length > 20, 'the page declares the columns')
  fc.assert(
    fc.property(oddNotification, fc.boolean(), (notification, defang) => {
      const problems = problemsOf(sentinel.encode(notification, { options: {}, defang }))
      if (problems.length > 0) throw new Error(problems.join('\n'))
    }),
    { numRuns: 60 },
  )
  t.end()
})
