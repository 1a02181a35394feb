import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { formatError } from '../../src/base/errors.ts'
import { makeCertificate } from '../certificate.ts'
import { withoutOpenssl } from '../machine.ts'
import { loadConfig } from '../../src/config/load-config.ts'

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

type Files = Readonly<Record<string, string | Record<string, string>>>

function load(t: Test, text: string, environment: Record<string, string> = {}, files: Files = {}) {
  const directory = t.testdir({ 'cefwatch.yaml': text, ...files })
  return { directory, result: loadConfig(join(directory, 'cefwatch.yaml'), environment) }
}

function loadConfigOf(t: Test, text: string, environment?: Record<string, string>, files?: Files) {
  const { directory, result } = load(t, text, environment, files)
  if (!result.ok) throw new Error(result.errors.map(formatError).join('\n'))
  return { directory, config: result.config }
}

t.test('an empty file is a whole configuration: the defaults', (t) => {
  const { directory, config } = loadConfigOf(t, '')
  t.match(config.listeners, [
    { protocol: 'udp', name: 'udp-5514', address: '0.0.0.0', port: 5514, maxFrameBytes: 65_536, receiveBuffer: 4_194_304 },
    { protocol: 'tcp', name: 'tcp-5514', address: '0.0.0.0', port: 5514, idleTimeout: 600_000, maxConnections: 1000 },
  ])
  t.match(config.http, { address: '127.0.0.1', port: 9514, token: null })
  t.equal(config.data.directory, join(directory, 'data'))
  t.match(config.rules, [/config\/rules\/\*\.yaml$/])
  t.same(config.grouping, { by: null, windowMs: 300_000, closeAfterMs: 300_000, maxDurationMs: 86_400_000 })
  t.same(config.storm, { perRule: 30, global: 100, windowMs: 60_000 })
  t.same(config.data.retention, { ageMs: 90 * 86_400_000, sizeBytes: 1_073_741_824 })
  t.end()
})

t.test('JSON is accepted as the YAML that it is, and relative paths begin at the file', (t) => {
  const { directory, config } = loadConfigOf(
    t,
    JSON.stringify({ rules: ['r/*.yaml'], exclusions: 'e.yaml', data: { directory: '../d' } }),
  )
  t.strictSame(config.rules, [join(directory, 'r/*.yaml')])
  t.equal(config.exclusions, join(directory, 'e.yaml'))
  t.equal(config.data.directory, join(directory, '../d'))
  t.end()
})

t.test('secrets come from the text, the environment or a file, and print as redacted', (t) => {
  const text = `
webhooks:
  - { name: a, url: 'https://soc.example.com/\${TOKEN}', secret: '\${SIGNING}' }
  - { name: b, urlFile: url.txt, secretFile: secret.txt }
  - { name: c, url: 'http://127.0.0.1:9/', secret: [${SECRET}, '\${SIGNING}'] }
http: { token: '\${TOKEN}' }
`
  const { config } = loadConfigOf(
    t,
    text,
    { TOKEN: 'hush', SIGNING: SECRET },
    { 'url.txt': 'https://other.example.com/x\n', 'secret.txt': `${SECRET}\n` },
  )
  const revealed = config.webhooks.map(({ url, secrets }) => [url.reveal(), ...secrets.map((secret) => secret.reveal())])
  t.strictSame(revealed, [
    ['https://soc.example.com/hush', SECRET],
    ['https://other.example.com/x', SECRET],
    ['http://127.0.0.1:9/', SECRET, SECRET],
  ])
  t.equal(config.http.token?.reveal(), 'hush')
  t.notMatch(JSON.stringify(config), /hush|whsec_/)
  t.end()
})

t.test('what is wrong is told with its place and its remedy, all of it at once', (t) => {
  const cases: readonly [string, RegExp][] = [
    ['listners: []', /cefwatch\.yaml:1:1: unknown key "listners"; did you mean "listeners"\?/],
    ['listeners:\n  - protocol: udp\n    prot: 1', /cefwatch\.yaml:3:5: unknown key "prot"/],
    ['listeners:\n  - { protocol: udp, port: "x" }', /:2:22: "listeners\[0\]\.port": .*number/],
    ['listeners:\n  - { protocol: sctp }', /:2:\d+: "listeners\[0\]/],
    ['listeners:\n  - { protocol: tls }', /"listeners\[0\]\.certificateFile" is missing/],
    ['listeners:\n  - { protocol: udp }\n  - { protocol: udp }', /:3:\d+: two listeners are called "udp-5514"/],
    ['grouping:\n  window: 5 minutes', /:2:3: "grouping\.window": expected a duration such as 30s/],
    ['grouping: { window: 0s }', /"grouping\.window": expected at least 1s/],
    ['storm: { perRule: -1 }', /"storm\.perRule"/],
    ['grouping: { by: [SourceIp] }', /"grouping\.by\[0\]"/],
    ['allow: [192.0.2.0/33]', /expected an address or a network/],
    ['listeners: [', /YAML_SYNTAX/],
    ['a: 1\na: 2', /YAML_SYNTAX/],
    ['webhooks: [{ name: a }]', /needs exactly one of url and urlFile/],
    ['webhooks: [{ name: a, url: "https://x.example/", urlFile: u }]', /needs exactly one of url and urlFile/],
    ['webhooks: [{ name: a, url: "${NOWHERE}" }]', /environment variable NOWHERE is not set .*SECRET_UNAVAILABLE/],
    ['webhooks: [{ name: a, urlFile: gone }]', /secret file .*gone cannot be read/],
    ['webhooks: [{ name: a, url: "ftp://x.example/" }]', /must begin with https/],
    ['webhooks: [{ name: a, url: "https://x.example/", secret: short }]', /must be "whsec_" and 24 to 64 bytes/],
    ['workers: 0', /"workers"/],
    ['- a list', /the file: .*expected object/],
  ]
  for (const [text, expected] of cases) {
    const { result } = load(t, text)
    if (result.ok) t.fail(`accepted: ${text}`)
    else t.match(result.errors.map(formatError).join('\n'), expected, text)
  }
  const { result } = load(t, 'one: 1\ntwo: 2\nworkers: x')
  t.equal(result.ok ? 0 : result.errors.length, 3, 'three problems, three errors')
  t.end()
})

t.test("a format's own keys: secrets apart from options, templates compiled", (t) => {
  const text = `
webhooks:
  - { name: p, format: pagerduty, url: 'https://events.pagerduty.com/v2/enqueue', routingKey: '\${KEY}' }
  - { name: q, format: pagerduty, url: 'https://events.pagerduty.com/v2/enqueue', routingKeyFile: key.txt }
  - { name: s, format: syslog, url: 'syslog+tls://siem.example.com', facility: local4 }
  - { name: t, format: template, url: 'https://soc.example.com/', templateFile: t.liquid, contentType: text/plain }
`
  const files = { 'key.txt': 'hush\n', 't.liquid': '{{ alert.id }}' }
  const { config } = loadConfigOf(t, text, { KEY: 'hush' }, files)
  const [p, q, s, templated] = config.webhooks
  t.strictSame([p?.credential?.reveal(), q?.credential?.reveal()], ['hush', 'hush'])
  t.strictSame([p?.options, q?.options], [{}, {}])
  t.strictSame(s?.options, { facility: 'local4', appName: 'cefwatch', hostname: undefined })
  t.match(templated?.options, { template: Function, contentType: 'text/plain' })
  t.end()
})

t.test('what is wrong with a template is told where it is', (t) => {
  const head = 'webhooks:\n  - name: t\n    format: template\n    url: https://x.example/\n'
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      '    template: |\n      {\n        {% if alert %}\n      }\n',
      /cefwatch\.yaml:7:9: tag {% if alert %} not closed .*CONFIG_INVALID/,
    ],
    ['    template: "{{ alert.id | nope }}"\n', /cefwatch\.yaml:5:5: undefined filter: nope/],
    ['    templateFile: bad.liquid\n', /bad\.liquid:2:3: tag "foo" not found/],
    ['    templateFile: gone.liquid\n', /cefwatch\.yaml:5:5: the file .*gone\.liquid cannot be read \(FILE_UNREADABLE\)/],
    ['', /needs exactly one of template and templateFile/],
  ]
  for (const [text, expected] of cases) {
    const { result } = load(t, head + text, {}, { 'bad.liquid': 'a\n  {% foo %}' })
    t.match(result.ok ? '' : result.errors.map(formatError).join('\n'), expected, text)
    t.equal(!result.ok && result.errors.length, 1, 'once')
  }
  const { result } = load(t, 'webhooks: [{ name: p, format: pagerduty, url: "https://x.example/" }]')
  t.match(!result.ok && result.errors[0]?.message, 'needs exactly one of routingKey and routingKeyFile')
  t.end()
})

t.test('a file that is not there', (t) => {
  const result = loadConfig(join(t.testdir(), 'gone.yaml'), {})
  t.match(result, { ok: false, errors: [{ code: 'FILE_UNREADABLE' }] })
  t.end()
})

t.test('no error message holds a secret', (t) => {
  const { result } = load(t, 'webhooks: [{ name: a, url: "ftp://x.example/hush", secret: hush }]')
  t.notMatch(result.ok ? '' : result.errors.map(formatError).join('\n'), /hush/)
  t.notOk(result.ok)
  t.end()
})

t.test('the generated example sets every option, and loads', { skip: withoutOpenssl }, (t) => {
  const example = readFileSync(new URL('../../docs/reference/configuration.example.yaml', import.meta.url), 'utf8')
  const environment: Record<string, string> = {}
  for (const [, variable = ''] of example.matchAll(/\$\{(\w+)\}/g)) environment[variable] = 'a-secret'
  environment['CEFWATCH_SECRET'] = SECRET
  const { config } = loadConfigOf(t, example, environment, { tls: { 'ca.crt': makeCertificate().cert } })
  t.strictSame(
    config.listeners.map(({ protocol }) => protocol),
    ['udp', 'tcp', 'tls'],
  )
  t.strictSame(config.grouping.by, ['SourceIP', 'DestinationHostName'])
  t.end()
})

t.test('rules are changed by name, and functions named, in the configuration', (t) => {
  const text = `
functions: [functions/*.yaml]
ruleOverrides:
  - { rule: A rule, enabled: false }
  - rule: 11111111-2222-3333-4444-555555555555
    severity: Low
    grouping: { by: [], window: 1h }
`
  const { directory, config } = loadConfigOf(t, text)
  const file = join(directory, 'cefwatch.yaml')
  t.same(config.functions, [join(directory, 'functions/*.yaml')])
  t.same(config.ruleOverrides, [
    { rule: 'A rule', enabled: false, severity: null, grouping: {}, place: { file, line: 4, column: 5 } },
    {
      rule: '11111111-2222-3333-4444-555555555555',
      enabled: null,
      severity: 'Low',
      grouping: { by: [], windowMs: 3_600_000 },
      place: { file, line: 5, column: 5 },
    },
  ])
  t.end()
})
