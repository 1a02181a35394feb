import fc from 'fast-check'
import t from 'tap'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import { ocsf } from '../../../../src/respond/delivery/formats/ocsf.ts'
import { sampleNotification } from '../../samples.ts'
import { ocsfProblems } from './ocsf-problems.ts'
import { fullAlert, oddNotification, stormAlert } from './odd-notifications.ts'
import { type CollectedRequest, senderTo, startCollector } from './start-collector.ts'

function findingOf(notification: Notification, defang = false): Record<string, unknown> {
  return JSON.parse(ocsf.encode(notification, { options: {}, defang })) as Record<string, unknown>
}

t.test('posts a valid Detection Finding', async (t) => {
  const requests: CollectedRequest[] = []
  const url = await startCollector(t, (request) => {
    requests.push(request)
    const problems = ocsfProblems(JSON.parse(request.body.toString()))
    return { status: problems.length === 0 ? 200 : 400, body: problems.join('\n') }
  })
  const send = senderTo(t, url, { format: 'ocsf' })
  t.match(await send(sampleNotification({ alert: fullAlert() })), { status: 200 })
  t.match(await send(sampleNotification()), { status: 200 })
  t.match(await send(sampleNotification({ alert: stormAlert() })), { status: 200 })
  const [first] = requests
  t.equal(first?.headers['content-type'], 'application/json')
  t.match(JSON.parse(first?.body.toString() ?? ''), {
    ...{ class_uid: 2004, category_uid: 2, activity_id: 1, type_uid: 200401, severity_id: 4, status_id: 1, is_alert: true },
    ...{ time: Date.UTC(2026, 10, 24, 9, 0, 0, 1), count: 1, action_id: 2, disposition_id: 2 },
    metadata: { version: '1.4.0', product: { name: 'cefwatch' } },
    finding_info: {
      uid: 'a1',
      title: 'RunningRAT request parameters',
      analytic: { name: 'RunningRAT request parameters', type_id: 1 },
      attacks: [
        {
          tactic: { uid: 'TA0010', name: 'Exfiltration' },
          technique: { uid: 'T1041', name: 'Exfiltration Over C2 Channel' },
        },
        {
          tactic: { uid: 'TA0011', name: 'Command and Control' },
          technique: { uid: 'T1071', name: 'Application Layer Protocol' },
          sub_technique: { uid: 'T1071.001', name: 'Web Protocols' },
        },
      ],
    },
    evidences: [
      {
        src_endpoint: { ip: '192.0.2.10', hostname: 'ws-17' },
        dst_endpoint: { ip: '198.51.100.7', hostname: 'cdn.example.net' },
        actor: { user: { name: 'ann' } },
        url: { hostname: 'cdn.example.net', port: 8080, path: '/ui/chk', query_string: 'mactok=1', scheme: 'http' },
        http_request: { http_method: 'GET', user_agent: 'Mozilla/5.0 (X11)' },
      },
    ],
    observables: [{ name: 'evidences[0].src_endpoint.ip', type_id: 2, value: '192.0.2.10' }],
    raw_data: /^CEF: 0/,
    unmapped: { indicators: [{ column: 'RequestURL', value: 'mactok=' }] },
  })
})

t.test('a finding is created, updated and closed', (t) => {
  const cases = [
    [{ type: 'alert.created', end: 'none' }, 200401, true, 1],
    [{ type: 'alert.updated', end: 'none' }, 200402, true, 1],
    [{ type: 'alert.updated', end: 'with news' }, 200403, false, 99],
    [{ type: 'alert.updated', end: 'quiet' }, 200403, false, 99],
  ] as const
  for (const [changes, type_uid, is_alert, status_id] of cases) {
    const finding = findingOf(sampleNotification(changes))
    t.match(finding, { type_uid, is_alert, status_id, finding_info: { uid: 'alert-1' } })
    t.same(ocsfProblems(finding), [])
  }
  t.ok(ocsf.takesQuietEnd, 'Close is told though nothing has happened')
  t.end()
})

t.test('a summary of a storm has no evidence', (t) => {
  const finding = findingOf(sampleNotification({ alert: stormAlert() }))
  t.notOk('evidences' in finding || 'observables' in finding || 'raw_data' in finding)
  t.match(finding, { count: 1200, action_id: 0 })
  t.end()
})

t.test('what is no address is not sent as one, and no other method than the schema has', (t) => {
  const request = { ...fullAlert().request, sourceIp: '999.1.1.1', sourceHost: '', method: 'BREW' }
  const finding = findingOf(sampleNotification({ alert: fullAlert({ request }) }))
  t.match(finding, { evidences: [{ src_endpoint: { hostname: '999.1.1.1' }, http_request: { http_method: undefined } }] })
  t.same(ocsfProblems(finding), [])
  t.end()
})

t.test('the message is made readable and defanged, what machines compare is not', (t) => {
  const alert = fullAlert({ description: 'to cdn.example.net\u202e' })
  const finding = findingOf(sampleNotification({ alert }), true)
  t.equal(finding['message'], 'to cdn[.]example[.]net\\u{202e}')
  t.match(finding, { evidences: [{ url: { url_string: 'http://cdn.example.net:8080/ui/chk?mactok=1' } }] })
  t.end()
})

t.test('the check finds what is wrong', (t) => {
  const good = findingOf(sampleNotification())
  const { time: _, ...timeless } = good
  const cases: readonly (readonly [object, string])[] = [
    [timeless, '.time: missing'],
    [{ ...good, time: 1_795_510_800 }, '.time: not a timestamp'],
    [{ ...good, activity_id: 7 }, '.activity_id: 7'],
    [{ ...good, extra: 1 }, '.extra: unknown'],
    [{ ...good, metadata: { version: '1.4.0', product: {} } }, '.metadata.product: none of name, uid'],
    [{ ...good, evidences: [{ src_endpoint: { ip: 'x' } }] }, '.evidences[0].src_endpoint.ip: not a ip'],
    [{ ...good, evidences: [] }, '.evidences: not a list with something in it'],
  ]
  for (const [event, expected] of cases) t.same(ocsfProblems(event), [expected])
  t.end()
})

t.test('no alert makes an invalid event, or one of more than 256 KiB', (t) => {
  fc.assert(
    fc.property(oddNotification, fc.boolean(), (notification, defang) => {
      const body = ocsf.encode(notification, { options: {}, defang })
      const problems = ocsfProblems(JSON.parse(body))
      if (problems.length > 0) throw new Error(problems.join('\n'))
      return Buffer.byteLength(body) <= 262_144
    }),
    { numRuns: 60 },
  )
  t.end()
})
