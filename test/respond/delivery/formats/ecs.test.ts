import { isIP } from 'node:net'
import fc from 'fast-check'
import t from 'tap'
import { Secret } from '../../../../src/base/secret.ts'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import { ecs } from '../../../../src/respond/delivery/formats/ecs.ts'
import { sampleNotification } from '../../samples.ts'
import { fullAlert, oddNotification, stormAlert } from './odd-notifications.ts'
import { type CollectedRequest, senderTo, startCollector } from './start-collector.ts'

type Kind = 'keyword' | 'text' | 'ip' | 'date' | 'long' | 'port' | 'wildcard'

/** ECS 8.17's type of every field that cefwatch may send (https://github.com/elastic/ecs, generated/ecs/ecs_flat.yml). */
const FIELDS: Readonly<Record<string, Kind>> = {
  ...{ '@timestamp': 'date', message: 'text', tags: 'keyword', 'ecs.version': 'keyword' },
  ...{ 'event.kind': 'keyword', 'event.category': 'keyword', 'event.type': 'keyword', 'event.module': 'keyword' },
  ...{ 'event.dataset': 'keyword', 'event.id': 'keyword', 'event.severity': 'long', 'event.created': 'date' },
  ...{ 'event.start': 'date', 'event.end': 'date', 'event.action': 'keyword', 'event.original': 'wildcard' },
  ...{ 'rule.id': 'keyword', 'rule.name': 'keyword', 'rule.description': 'keyword', 'rule.version': 'keyword' },
  ...{ 'rule.ruleset': 'keyword', 'threat.framework': 'keyword', 'threat.tactic.id': 'keyword', 'threat.tactic.name': 'keyword' },
  ...{ 'threat.technique.id': 'keyword', 'threat.technique.name': 'keyword' },
  ...{ 'threat.technique.subtechnique.id': 'keyword', 'threat.technique.subtechnique.name': 'keyword' },
  ...{ 'source.ip': 'ip', 'source.address': 'keyword', 'source.domain': 'keyword' },
  ...{ 'destination.ip': 'ip', 'destination.address': 'keyword', 'destination.domain': 'keyword' },
  ...{ 'host.name': 'keyword', 'user.name': 'keyword', 'url.original': 'wildcard', 'url.full': 'wildcard' },
  ...{ 'url.scheme': 'keyword', 'url.domain': 'keyword', 'url.port': 'port', 'url.path': 'wildcard', 'url.query': 'keyword' },
  ...{ 'http.request.method': 'keyword', 'user_agent.original': 'keyword' },
  ...{ 'observer.vendor': 'keyword', 'observer.product': 'keyword', 'observer.ip': 'ip' },
  ...{ 'related.ip': 'ip', 'related.hosts': 'keyword', 'related.user': 'keyword' },
  ...{ 'cefwatch.alert.id': 'keyword', 'cefwatch.alert.type': 'keyword', 'cefwatch.alert.end': 'keyword' },
  ...{ 'cefwatch.alert.count': 'long', 'cefwatch.alert.matched_on': 'keyword', 'cefwatch.verdict': 'keyword' },
  ...{ 'cefwatch.device_family': 'keyword', 'cefwatch.indicators': 'keyword', 'cefwatch.entities': 'keyword' },
  ...{ 'cefwatch.row': 'wildcard', 'cefwatch.listener': 'keyword' },
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'event.kind': ['alert'],
  'event.category': ['intrusion_detection', 'network'],
  'event.type': ['allowed', 'denied', 'info'],
}

const ACCEPTS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  // ignore_above.
  keyword: (value) => typeof value === 'string' && value.length <= 1024 && value.isWellFormed(),
  text: (value) => typeof value === 'string' && value.isWellFormed(),
  // The longest term that Lucene takes.
  wildcard: (value) => typeof value === 'string' && Buffer.byteLength(value) <= 32_766 && value.isWellFormed(),
  ip: (value) => typeof value === 'string' && isIP(value) !== 0,
  date: (value) => typeof value === 'string' && new Date(value).toISOString() === value,
  long: (value) => Number.isSafeInteger(value),
  port: (value) => Number.isInteger(value) && Number(value) <= 65_535,
}

/** What Elasticsearch with ECS's mappings would refuse, or keep where nobody finds it. */
function problemsOf(value: unknown, path = ''): readonly string[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) => problemsOf(item, path === '' ? key : `${path}.${key}`))
  }
  const kind = FIELDS[path]
  if (kind === undefined) return [`${path}: no such field`]
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const accepted = values.every((one) => ACCEPTS[kind](one) && (ALLOWED[path]?.includes(String(one)) ?? true))
  return accepted ? [] : [`${path}: not a ${kind}`]
}

function documentOf(notification: Notification, defang = false): Record<string, unknown> {
  return JSON.parse(ecs.encode(notification, { options: {}, defang })) as Record<string, unknown>
}

t.test('posts a document as Elasticsearch takes it, with an API key', async (t) => {
  const requests: CollectedRequest[] = []
  const url = await startCollector(t, (request) => {
    requests.push(request)
    if (request.headers.authorization !== 'ApiKey ZW5jb2RlZA==') return { status: 401 }
    const problems = problemsOf(JSON.parse(request.body.toString()))
    return { status: problems.length === 0 ? 201 : 400, body: problems.join('\n') }
  })
  const target = `${url}/logs-cefwatch.alert-default/_doc`
  const send = senderTo(t, target, { format: 'ecs', credential: new Secret('ZW5jb2RlZA==') })
  t.match(await send(sampleNotification({ alert: fullAlert() })), { status: 201 })
  t.match(await send(sampleNotification({ alert: stormAlert() })), { status: 201 })
  t.match(await senderTo(t, target, { format: 'ecs' })(sampleNotification()), { status: 401 })
  t.equal(requests[0]?.path, '/logs-cefwatch.alert-default/_doc')
  t.match(JSON.parse(requests[0]?.body.toString() ?? ''), {
    '@timestamp': '2026-11-24T09:00:00.001Z',
    event: { kind: 'alert', type: ['info', 'denied'], severity: 73, action: 'blocked', original: /^CEF: 0/ },
    rule: { name: 'RunningRAT request parameters' },
    threat: {
      framework: 'MITRE ATT&CK',
      tactic: { id: ['TA0010', 'TA0011'], name: ['Exfiltration', 'Command and Control'] },
      technique: { id: ['T1041', 'T1071'], subtechnique: { id: ['T1071.001'], name: ['Web Protocols'] } },
    },
    source: { ip: '192.0.2.10', domain: 'ws-17' },
    destination: { ip: '198.51.100.7', domain: 'cdn.example.net' },
    url: { original: 'http://cdn.example.net:8080/ui/chk?mactok=1', port: 8080, path: '/ui/chk', query: 'mactok=1' },
    http: { request: { method: 'GET' } },
    user_agent: { original: 'Mozilla/5.0 (X11)' },
    observer: { vendor: 'Fortinet', ip: '192.0.2.1' },
    related: { ip: ['192.0.2.10', '198.51.100.7'] },
  })
})

t.test('a document that is there already was delivered', (t) => {
  const conflict = '{"error":{"type":"version_conflict_engine_exception"},"status":409}'
  t.equal(ecs.judge?.(409, conflict), 'delivered')
  t.equal(ecs.judge?.(409, 'locked'), null)
  t.equal(ecs.judge?.(201, '{"result":"created"}'), null)
  t.end()
})

t.test('what would make Elasticsearch refuse the document is left out or put elsewhere', (t) => {
  const request = { ...fullAlert().request, sourceIp: '999.1.1.1', sourceHost: '', url: 'a.example.com:99999/x' }
  const document = documentOf(sampleNotification({ alert: fullAlert({ request }) }))
  t.match(document, {
    source: { ip: undefined, address: '999.1.1.1' },
    url: { port: undefined, domain: 'a.example.com', full: undefined },
  })
  t.end()
})

t.test('the message is defanged on request, what machines compare is not', (t) => {
  const document = documentOf(sampleNotification(), true)
  t.match(document['message'], 'cdn[.]example[.]net')
  t.match(document, { url: { original: /^http:\/\/cdn\.example\.net/ } })
  t.end()
})

t.test('the check finds what is wrong', (t) => {
  t.same(problemsOf({ source: { ip: 'x' } }), ['source.ip: not a ip'])
  t.same(problemsOf({ source: { nosuch: 'x' } }), ['source.nosuch: no such field'])
  t.same(problemsOf({ event: { type: ['other'] } }), ['event.type: not a keyword'])
  t.same(problemsOf({ rule: { name: 'x'.repeat(1025) } }), ['rule.name: not a keyword'])
  t.end()
})

t.test('no alert makes a document that Elasticsearch would refuse', (t) => {
  fc.assert(
    fc.property(oddNotification, fc.boolean(), (notification, defang) => {
      const problems = problemsOf(documentOf(notification, defang))
      if (problems.length > 0) throw new Error(problems.join('\n'))
    }),
    { numRuns: 60 },
  )
  t.end()
})
