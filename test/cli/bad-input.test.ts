import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { runCefwatch } from './run-cefwatch.ts'

const RULE = `id: 00000000-0000-4000-8000-000000000001
name: Test
version: 1.0.0
kind: Scheduled
severity: Low
description: A test.
queryFrequency: 1h
queryPeriod: 1h
triggerOperator: gt
triggerThreshold: 0
query: |
  CommonSecurityLog
  | where RequestURL has "x"
  | summarize count() by SourceIP
`

const EXPIRED = `exclusions:
  - name: old
    reason: a test
    owner: net@example.com
    expires: 2020-01-31
    when: { sourceIp: [192.0.2.1] }
`

type Case = { readonly name: string; readonly files: Record<string, string>; readonly message: RegExp }

/** What `check` and `run` refuse alike. */
const CASES: readonly Case[] = [
  {
    name: 'an unknown key',
    files: { 'c.yaml': 'listners: []' },
    message: /c\.yaml:1:1: unknown key "listners"; did you mean "listeners"\? \(CONFIG_INVALID\)/,
  },
  { name: 'a wrong type', files: { 'c.yaml': 'workers: many' }, message: /c\.yaml:1:1: "workers": .*expected number/ },
  { name: 'broken YAML', files: { 'c.yaml': 'listeners: [' }, message: /c\.yaml:1:\d+: .*\(YAML_SYNTAX\)/ },
  {
    name: 'a rule file that is not there',
    files: { 'c.yaml': 'rules: [gone.yaml]' },
    message: /gone\.yaml: no rule file matches this path \(FILE_UNREADABLE\)/,
  },
  {
    name: 'exclusions that are not there',
    files: { 'c.yaml': 'exclusions: gone.yaml' },
    message: /gone\.yaml: the file cannot be read \(FILE_UNREADABLE\)/,
  },
  {
    name: 'unsupported KQL',
    files: { 'c.yaml': 'rules: [r.yaml]', 'r.yaml': RULE },
    message: /r\.yaml:14:5: .*summarize.* \(KQL_UNSUPPORTED\)/,
  },
  {
    name: 'broken KQL',
    files: { 'c.yaml': 'rules: [r.yaml]', 'r.yaml': RULE.replace('has "x"', 'has has') },
    message: /r\.yaml:13:\d+: .* \(KQL_SYNTAX\)/,
  },
  {
    name: 'an expired exclusion',
    files: { 'c.yaml': 'exclusions: e.yaml', 'e.yaml': EXPIRED },
    message: /e\.yaml:2:\d+: the exclusion "old" .*expired on 2020-01-31 \(EXCLUSION_EXPIRED\). Renew/,
  },
  {
    name: 'a certificate that is not there',
    files: { 'c.yaml': 'listeners: [{ protocol: tls, certificateFile: a.crt, keyFile: a.key }]' },
    message: /a\.crt: the certificate or key cannot be read/,
  },
  {
    name: 'a certificate that is none',
    files: { 'c.yaml': 'listeners: [{ protocol: tls, certificateFile: c.yaml, keyFile: c.yaml }]' },
    message: /c\.yaml: .*cannot be used.*\(TLS_INVALID\)/,
  },
]

for (const { name, files, message } of CASES) {
  t.test(name, async (t) => {
    const directory = t.testdir({ ...files })
    const { code, stderr } = await runCefwatch(['check', '--config', join(directory, 'c.yaml')])
    t.match(stderr, message)
    t.equal(code, 1)
  })
}

t.test('a missing configuration', async (t) => {
  const { code, stderr } = await runCefwatch(['run', '--config', join(t.testdir(), 'gone.yaml')])
  t.match(stderr, /gone\.yaml: the configuration cannot be read \(FILE_UNREADABLE\)/)
  t.equal(code, 1)
})

t.test('what only a start can find out', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  t.teardown(() => taken.close())
  const bound = taken.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  const free = { address: '127.0.0.1', port: 0 }

  await failsToStart(
    t,
    { listeners: [{ protocol: 'tcp', address: '127.0.0.1', port }], http: free },
    new RegExp(`tcp-${port}.*${port}.*in use.*LISTEN_FAILED`),
  )
  await failsToStart(
    t,
    { listeners: [{ protocol: 'udp', ...free }], http: { address: '127.0.0.1', port } },
    new RegExp(`HTTP.*${port}.*LISTEN_FAILED`),
  )
  await failsToStart(
    t,
    { listeners: [{ protocol: 'udp', ...free }], http: free, data: { directory: 'cefwatch.json/data' } },
    /STORE_UNAVAILABLE\)\. Make the data directory writable/,
  )
})

async function failsToStart(t: Test, config: object, message: RegExp): Promise<void> {
  const directory = t.testdir({ 'cefwatch.json': JSON.stringify(config) })
  const { code, stderr, stdout } = await runCefwatch(['run', '--config', join(directory, 'cefwatch.json')])
  t.match(stderr, message)
  t.equal(code, 1)
  t.notMatch(stdout, /is ready/)
}

t.test('wrong usage ends with 2', async (t) => {
  for (const args of [
    ['nonsense'],
    ['run', '--nonsense'],
    ['simulate', '--rate', '0'],
    ['simulate', '--to', 'nowhere'],
    ['hunt', '--format', 'xml'],
  ]) {
    t.equal((await runCefwatch(args)).code, 2, args.join(' '))
  }
  for (const command of ['run', 'check', 'parse', 'hunt', 'simulate', 'healthcheck']) {
    const { code, stdout } = await runCefwatch([command, '--help'])
    t.match(stdout, new RegExp(`Usage: cefwatch ${command}`))
    t.equal(code, 0)
  }
})
