import fc from 'fast-check'
import t, { type Test } from 'tap'
import { template } from '../../../../src/respond/delivery/formats/template.ts'
import { startReceiver } from '../../receiver.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'
import { hostileNotification, stormSummary } from './hostile-alert.ts'
import { openSender } from './send-notification.ts'

const JSON_TEMPLATE = `{
  "text": "{{ alert.rule.severity }}: {{ alert.description }}",
  "url": {{ alert.request.url | json }},
  "count": {{ alert.count }},
  "row": {{ alert.row.RequestURL | json }},
  "tactics": {{ alert.rule.tactics | json }}
}`

/** The options that a configuration with these keys gives `encode`. */
function resolved(t: Test, values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const result = template.resolve?.(values, () => null)
  if (result?.ok !== true) throw new Error(JSON.stringify(result))
  t.same(Object.keys(result.options), ['template', 'contentType'])
  return result.options
}

t.test('posts what the template makes, under its content type', async (t) => {
  const receiver = await startReceiver(t)
  const options = resolved(t, { template: JSON_TEMPLATE, contentType: 'application/vnd.example+json' })
  const send = openSender(t, receiver.url, { format: 'template', options })
  t.match(await send(sampleNotification()), { kind: 'answered', status: 204 })
  const [request] = receiver.requests.entries
  t.equal(request?.headers['content-type'], 'application/vnd.example+json')
  t.same(JSON.parse(request?.body ?? ''), {
    text: `High: ${sampleAlert().description}`,
    url: 'http://cdn.example.net/a?mactok=1',
    count: 1,
    row: 'http://cdn.example.net/a?mactok=1',
    tactics: ['Exfiltration'],
  })
})

t.test('what is inserted is escaped for the content type', (t) => {
  const text = '"a\\\n<b> & \'`{{ 7 | plus: 1 }}'
  const notification = sampleNotification({ alert: { ...sampleAlert(), description: text } })
  const cases = [
    ['"{{ alert.description }}"', 'application/json', JSON.stringify(text)],
    ['{{ alert.description | json }}', 'application/json; charset=utf-8', JSON.stringify(text)],
    ['"{{ alert.description | upcase }}"', 'application/json', JSON.stringify(text.toUpperCase())],
    ['"{% echo alert.description %}"', 'application/json', JSON.stringify(text)],
    ['<i>{{ alert.description }}</i>', 'text/html', '<i>&#34;a\\\n&#60;b&#62; &#38; &#39;`{{ 7 | plus: 1 }}</i>'],
    ['<i>{{ alert.description }}</i>', 'application/xml', '<i>&#34;a\\\n&#60;b&#62; &#38; &#39;`{{ 7 | plus: 1 }}</i>'],
    ['text={{ alert.description }}', 'application/x-www-form-urlencoded', `text=${encodeURIComponent(text)}`],
    ['{{ alert.description }}', 'text/plain', text],
    ['{{ alert.request.url | defang }}', 'text/plain', 'hxxp://cdn[.]example[.]net/a?mactok=1'],
    [
      '{{ alert.rule.tactics }}|{{ alert.nothing }}|{{ alert.source | json }}',
      'text/plain',
      'Exfiltration||{"listener":"udp-5514","address":"192.0.2.1","transport":"udp"}',
    ],
    [
      '{{ type }} {{ timestamp }} {{ alert.constructor }}{{ alert.__proto__ }}',
      'text/plain',
      'alert.created 2026-11-24T09:00:00.001Z ',
    ],
  ] as const
  for (const [text, contentType, expected] of cases) {
    const options = resolved(t, { template: text, contentType })
    t.equal(template.encode(notification, { options, defang: false }), expected, `${text} as ${contentType}`)
  }
  t.end()
})

t.test('defanged for webhooks that want it', (t) => {
  const options = resolved(t, { template: JSON_TEMPLATE })
  t.match(JSON.parse(template.encode(sampleNotification(), { options, defang: true })), {
    url: 'hxxp://cdn[.]example[.]net/a?mactok=1',
  })
  t.end()
})

t.test('what is wrong with a template is told with its place', (t) => {
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, object])[] = [
    [{}, { key: 'format', message: 'needs exactly one of template and templateFile' }],
    [{ template: 'a', templateFile: 'b' }, { key: 'format' }],
    [{ template: '{\n  {% if alert %}\n}' }, { key: 'template', message: 'tag {% if alert %} not closed', line: 2, column: 3 }],
    [{ template: '{{ alert.id | nope }}' }, { message: 'undefined filter: nope', line: 1 }],
    [{ template: '{% include "x" %}' }, { message: 'tag "include" not found' }],
    [{ template: '{% render "x" %}' }, { message: 'tag "render" not found' }],
    [{ template: '{% layout "x" %}' }, { message: 'tag "layout" not found' }],
    [{ template: '{ "a": "{{ alert.id }}", }' }, { message: /^what the template makes is not JSON/ }],
    [{ template: '{ "a": {{ alert.request.url }} }' }, { message: /is not JSON/ }],
    [{ template: '{{ alert.request.url | raw }}' }, { message: /is not JSON/ }],
    [{ template: 'x'.repeat(100_001) }, { message: /parse length limit exceeded/ }],
    [{ template: '{% for i in (1..100000000) %}{% endfor %}', contentType: 'text/plain' }, { message: /memory alloc limit/ }],
  ]
  for (const [values, problem] of cases) {
    t.match(
      template.resolve?.(values, () => null),
      { ok: false, problem },
      JSON.stringify(values).slice(0, 80),
    )
  }
  t.same(
    template.resolve?.({ templateFile: 'gone' }, () => null),
    { ok: false, problem: null },
    'reported by the reader',
  )
  t.match(
    template.resolve?.({ templateFile: 'f' }, () => '{'),
    { ok: false, problem: { key: 'templateFile' } },
  )
  t.end()
})

t.test('an alert that a template fails on arrives as json, and says why', async (t) => {
  const receiver = await startReceiver(t)
  const options = resolved(t, { template: '{{ alert.raw }}', contentType: 'text/plain' })
  const send = openSender(t, receiver.url, { format: 'template', options })
  const alert = { ...sampleAlert(), raw: 'x'.repeat(300_000) }
  await send(sampleNotification({ alert }))
  const [request] = receiver.requests.entries
  t.equal(request?.headers['content-type'], 'application/json')
  t.match(JSON.parse(request?.body ?? ''), {
    templateError: /^the body has \d+ bytes, of at most 262144$/,
    type: 'alert.created',
    data: { id: 'alert-1', rule: { name: 'RunningRAT request parameters' } },
  })
})

t.test('a template that makes no JSON of some alert', (t) => {
  const options = resolved(t, { template: '{ "first": {% if alert.count == 1 %}1{% endif %} }' })
  const alert = { ...sampleAlert(), count: 2 }
  t.equal(template.encode(sampleNotification(), { options, defang: false }), '{ "first": 1 }')
  t.match(JSON.parse(template.encode(sampleNotification({ alert }), { options, defang: false })), {
    templateError: /is not JSON/,
    data: { count: 2 },
  })
  t.end()
})

t.test('no alert leaves the quotes of a JSON template, or is lost', (t) => {
  const options = resolved(t, { template: JSON_TEMPLATE })
  fc.assert(
    fc.property(fc.oneof(hostileNotification, fc.constant(stormSummary())), fc.boolean(), (notification, defang) => {
      const body = JSON.parse(template.encode(notification, { options, defang })) as Record<string, unknown>
      if ('templateError' in body) {
        t.match(body, { templateError: /^the body has/, data: { id: notification.alert.id } })
        return
      }
      t.same(Object.keys(body), ['text', 'url', 'count', 'row', 'tactics'])
      if (!defang) t.equal(body['text'], `${notification.alert.rule.severity}: ${notification.alert.description}`)
    }),
    { numRuns: 60 },
  )
  t.end()
})
