import fc from 'fast-check'
import t from 'tap'
import { Secret } from '../../../../src/base/secret.ts'
import { splunkHec } from '../../../../src/respond/delivery/formats/splunk-hec.ts'
import { sampleNotification } from '../../samples.ts'
import { fullAlert, oddNotification, stormAlert } from './odd-notifications.ts'
import { type CollectedRequest, type CollectorAnswer, senderTo, startCollector } from './start-collector.ts'

const TOKEN = '00000000-0000-4000-8000-00000000f00d'
const OPTIONS = { sourcetype: 'sentinel:commonsecuritylog:alert', source: 'cefwatch', index: 'security' }
const METADATA = new Set(['time', 'host', 'source', 'sourcetype', 'index', 'event', 'fields'])

/** Answers with the codes of the HTTP Event Collector, in the order in which it checks. */
function collect({ path, headers, body }: CollectedRequest): CollectorAnswer {
  if (path !== '/services/collector/event') return { status: 404, body: 'not found' }
  if (headers.authorization === undefined) return answer(401, 2, 'Token is required')
  if (!headers.authorization.startsWith('Splunk ')) return answer(401, 3, 'Invalid authorization')
  if (headers.authorization !== `Splunk ${TOKEN}`) return answer(403, 4, 'Invalid token')
  const problem = problemOf(body.toString())
  return problem === null ? answer(200, 0, 'Success') : answer(400, problem, 'refused')
}

function answer(status: number, code: number, text: string): CollectorAnswer {
  return { status, body: JSON.stringify({ text, code }) }
}

function problemOf(body: string): number | null {
  const { event, fields, time, index, ...rest } = JSON.parse(body) as Record<string, unknown>
  if (event === undefined) return 12
  if (event === '' || event === null) return 13
  if (index !== undefined && index !== 'security') return 7
  if (typeof time !== 'number' || Object.keys(rest).some((key) => !METADATA.has(key))) return 6
  if (Object.values(rest).some((value) => typeof value !== 'string' || value === '')) return 6
  if (Object.values(fields as object).some((value) => typeof value !== 'string')) return 15
  return Buffer.byteLength(body) > 10_000 ? 6 : null
}

t.test('posts an event with its token, time and fields', async (t) => {
  const requests: CollectedRequest[] = []
  const url = await startCollector(t, (request) => {
    requests.push(request)
    return collect(request)
  })
  const options = { ...OPTIONS, channel: '0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba' }
  const send = senderTo(t, `${url}/services/collector/event`, { format: 'splunk-hec', options, credential: new Secret(TOKEN) })
  const alert = fullAlert()
  t.match(await send(sampleNotification({ alert, timestamp: '2026-11-24T09:00:00.001Z' })), { status: 200, answer: /"code":0/ })
  t.match(await send(sampleNotification({ alert: stormAlert() })), { status: 200 })
  const [request] = requests
  t.equal(request?.headers['x-splunk-request-channel'], options.channel)
  const { event, ...rest } = JSON.parse(request?.body.toString() ?? '') as { event: object }
  t.same(rest, {
    time: 1795510800.001,
    host: '192.0.2.1',
    ...OPTIONS,
    fields: {
      ...{ app: 'cefwatch', type: 'alert', id: 'a1', signature: alert.rule.name, signature_id: alert.rule.id, severity: 'high' },
      ...{ src: '192.0.2.10', dest: 'cdn.example.net', user: 'ann' },
    },
  })
  t.same(event, { type: 'alert.created', end: 'none', ...alert })
})

t.test('what Splunk refuses is seen as refused', async (t) => {
  const url = await startCollector(t, collect)
  const event = `${url}/services/collector/event`
  const cases = [
    { credential: null, options: OPTIONS, status: 401, judgement: 'refused' },
    { credential: new Secret('wrong'), options: OPTIONS, status: 403, judgement: 'refused' },
    { credential: new Secret(TOKEN), options: { ...OPTIONS, index: 'other' }, status: 400, judgement: 'refused' },
  ]
  for (const { status, judgement, ...changes } of cases) {
    const outcome = await senderTo(t, event, { format: 'splunk-hec', ...changes })(sampleNotification())
    if (outcome?.kind !== 'answered') throw new Error('an answer was expected')
    t.equal(outcome.status, status)
    t.equal(splunkHec.judge?.(outcome.status, outcome.answer), judgement)
  }
})

t.test('judges by the code, wherever there is one', (t) => {
  const cases = [
    [200, '{"text":"Success","code":0,"ackId":3}', 'delivered'],
    [200, '{"text":"Server is busy","code":9}', 'retry'],
    [500, '{"text":"Internal server error","code":8}', 'retry'],
    [503, '{"text":"Server is shutting down","code":23}', 'retry'],
    [403, '{"text": "Invalid token", "code": 4}', 'refused'],
    [400, '{"text":"Incorrect index","code":7,"invalid-event-number":0}', 'refused'],
    [200, '{"text":"of a later version","code":99}', null],
    [200, 'OK', null],
    [502, '<html>bad gateway</html>', null],
  ] as const
  for (const [status, body, expected] of cases) t.equal(splunkHec.judge?.(status, body), expected, body)
  t.end()
})

t.test('no alert makes an event that Splunk refuses or cuts', (t) => {
  const options = { ...OPTIONS, host: 'h'.repeat(1024) }
  fc.assert(
    fc.property(oddNotification, (notification) => problemOf(splunkHec.encode(notification, { options, defang: true })) === null),
    { numRuns: 60 },
  )
  t.end()
})
