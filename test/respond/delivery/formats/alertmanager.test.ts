import fc from 'fast-check'
import t from 'tap'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import type { EncodeContext } from '../../../../src/respond/delivery/formats/format.ts'
import { alertmanager } from '../../../../src/respond/delivery/formats/alertmanager.ts'
import { SAMPLE_TIME, sampleNotification } from '../../samples.ts'
import { fullAlert, oddNotification, stormAlert } from './odd-notifications.ts'
import { type CollectedRequest, senderTo, startCollector } from './start-collector.ts'

const HOUR = 3_600_000
const CONTEXT = { options: {}, defang: false }

type Posted = {
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly startsAt: string
  readonly endsAt: string
}

/** What API v2 refuses (api/v2/openapi.yaml, and the validation of alerts in Prometheus' common/model), beside what we promise. */
function problemsOf(alerts: unknown): readonly string[] {
  if (!Array.isArray(alerts)) return ['not an array']
  return (alerts as readonly Posted[]).flatMap(({ labels, annotations, startsAt, endsAt }) => {
    const pairs = [...Object.entries(labels), ...Object.entries(annotations)]
    const times = [startsAt, endsAt].filter((time) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(time))
    return [
      ...(Object.keys(labels).length === 0 || labels['alertname'] === undefined ? ['no label pairs'] : []),
      ...pairs.filter(([name]) => !/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)).map(([name]) => `invalid name ${name}`),
      ...pairs
        .filter(([, value]) => typeof value !== 'string' || !value.isWellFormed())
        .map(([name]) => `invalid value of ${name}`),
      ...pairs.filter(([, value]) => value === '').map(([name]) => `nothing in ${name}`),
      ...Object.entries(labels).flatMap(([name, { length }]) => (length > 256 ? [`long label ${name}`] : [])),
      ...Object.entries(annotations).flatMap(([name, { length }]) => (length > 1024 ? [`long annotation ${name}`] : [])),
      ...times.map((time) => `invalid time ${time}`),
      ...(Date.parse(startsAt) > Date.parse(endsAt) ? ['start time must be before end time'] : []),
    ]
  })
}

/** What is sent of a notification at a time. */
async function postedAt(notification: Notification, now: number, context: EncodeContext = CONTEXT): Promise<Posted> {
  const postForm = (): never => {
    throw new Error('no form is posted')
  }
  const parts = await alertmanager.prepare?.(alertmanager.encode(notification, context), {
    ...context,
    credential: null,
    now,
    postForm,
  })
  const [alert] = JSON.parse(String(parts?.body)) as readonly Posted[]
  if (alert === undefined) throw new Error('an alert was expected')
  return alert
}

t.test('posts an active alert, and one that is over', async (t) => {
  const requests: CollectedRequest[] = []
  const url = await startCollector(t, (request) => {
    requests.push(request)
    if (request.path !== '/api/v2/alerts' || request.headers['content-type'] !== 'application/json') return { status: 415 }
    const problems = problemsOf(JSON.parse(request.body.toString()))
    return { status: problems.length === 0 ? 200 : 400, body: JSON.stringify(problems.join('; ')) }
  })
  const options = { activeFor: HOUR, labels: { team: 'soc' }, generatorUrl: 'https://cefwatch.example.com/' }
  const send = senderTo(t, `${url}/api/v2/alerts`, { format: 'alertmanager', options })
  const alert = fullAlert()
  t.match(await send(sampleNotification({ alert }), SAMPLE_TIME + 10), { status: 200 })
  const timestamp = new Date(SAMPLE_TIME + 300_000).toISOString()
  t.match(await send(sampleNotification({ alert, timestamp, type: 'alert.updated', end: 'quiet' }), SAMPLE_TIME + 300_010), {
    status: 200,
  })
  t.match(await send(sampleNotification({ alert: stormAlert() })), { status: 200 })
  const [[active], [over]] = requests.map(({ body }) => JSON.parse(body.toString()) as readonly Posted[]) as [Posted[], Posted[]]
  t.match(active, {
    labels: {
      ...{ alertname: 'RunningRAT request parameters', severity: 'high', source_ip: '192.0.2.10', source_host: 'ws-17' },
      ...{ destination: 'cdn.example.net', device: 'fortinet', team: 'soc', group: 'group-1' },
    },
    annotations: { url: alert.request.url, verdict: 'blocked', count: '1' },
    startsAt: '2026-11-24T09:00:00.000Z',
    endsAt: '2026-11-24T10:00:00.010Z',
    generatorURL: 'https://cefwatch.example.com/',
  })
  t.equal(over?.endsAt, '2026-11-24T09:05:00.010Z')
  t.same(over?.labels, active?.labels, 'both are the same alert')
  t.notOk(
    Object.values(active?.labels ?? {}).some((value) => /:\/\/|2026/.test(value)),
    'no URL and no time is identity',
  )
})

t.test('the end counts from when it is sent, so that Alertmanager takes no delayed alert for over', async (t) => {
  const late = SAMPLE_TIME + 7 * HOUR
  const created = sampleNotification()
  t.equal((await postedAt(created, late)).endsAt, new Date(late + 24 * HOUR).toISOString(), 'active for 24 h by default')
  t.equal(
    (await postedAt({ ...created, end: 'with news' }, late)).endsAt,
    new Date(late + 300_000).toISOString(),
    'time to tell of it',
  )
})

t.test('after the clock was set back an alert does not end before it starts', async (t) => {
  const posted = await postedAt(sampleNotification({ end: 'quiet' }), SAMPLE_TIME - HOUR)
  t.same(problemsOf([posted]), [])
  t.equal(posted.startsAt, posted.endsAt)
})

t.test('annotations are readable text: nothing hides, nothing can be clicked, nothing is a mention', async (t) => {
  const request = { ...fullAlert().request, userAgent: '<!channel> \u202ea\n' }
  const posted = await postedAt(sampleNotification({ alert: fullAlert({ request }) }), SAMPLE_TIME, { ...CONTEXT, defang: true })
  t.equal(posted.annotations['user_agent'], '‹!channel› \\u{202e}a\\u{a}')
  t.match(posted.annotations['url'], /^hxxp:\/\/cdn\[\.\]example\[\.\]net/)
  t.equal(posted.labels['destination'], 'cdn.example.net', 'labels are matched on, and stay')
})

t.test('the check finds what is wrong', (t) => {
  const good = {
    labels: { alertname: 'a' },
    annotations: {},
    startsAt: '2026-11-24T09:00:00.000Z',
    endsAt: '2026-11-24T09:00:00.000Z',
  }
  t.same(problemsOf([good]), [])
  t.same(problemsOf([{ ...good, labels: {} }]), ['no label pairs'])
  t.same(problemsOf([{ ...good, labels: { alertname: 'a', 'b-c': 'd' } }]), ['invalid name b-c'])
  t.same(problemsOf([{ ...good, endsAt: '2026-11-24T08:00:00.000Z' }]), ['start time must be before end time'])
  t.end()
})

t.test('no alert makes what Alertmanager refuses', async () => {
  await fc.assert(
    fc.asyncProperty(oddNotification, fc.integer({ min: -HOUR, max: 200 * HOUR }), async (notification, delay) => {
      const problems = problemsOf([await postedAt(notification, SAMPLE_TIME + delay)])
      if (problems.length > 0) throw new Error(problems.join('\n'))
    }),
    { numRuns: 60 },
  )
})
