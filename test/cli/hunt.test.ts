import { join } from 'node:path'
import t from 'tap'
import { ruleText } from '../detect/rules/rule-text.ts'
import { harmlessEvent, matchingEvent } from '../e2e/events.ts'
import { runCefwatch } from './run-cefwatch.ts'

const QUOTED =
  'CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|src=192.0.2.7 dst=203.0.113.9 request="www.example.com/ui/chk" requestMethod=get act=alert'
const HOSTILE = matchingEvent('hostile').replace('mactok=hostile', 'mactok=\u001b[2J')

const EXCLUSIONS = JSON.stringify({
  exclusions: [
    {
      name: 'test',
      reason: 'a test',
      owner: 'net@example.com',
      expires: '2999-12-31',
      when: { destinationDomain: ['excluded.example.net'] },
    },
  ],
})

const LOG = [harmlessEvent('a'), matchingEvent('b'), QUOTED, matchingEvent('excluded'), HOSTILE, 'not an event'].join('\n')

t.test('hunt', async (t) => {
  const directory = t.testdir({ 'fw.log': `${LOG}\n`, 'c.yaml': 'exclusions: e.yaml', 'e.yaml': EXCLUSIONS })
  const hunt = (...options: string[]) =>
    runCefwatch(['hunt', '--config', join(directory, 'c.yaml'), ...options, join(directory, 'fw.log')])

  await t.test('json: an alert a match, ungrouped', async (t) => {
    const { code, stdout, stderr } = await hunt('--format', 'json')
    t.equal(code, 0)
    const alerts = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    t.match(alerts, [
      { matchedOn: 'raw', count: 1, row: { SourceIP: '192.0.2.10' }, source: { transport: 'file', listener: /fw\.log$/ } },
      { matchedOn: 'normalised', device: { vendor: 'Palo Alto Networks', verdict: 'allowed' } },
      { matchedOn: 'raw' },
    ])
    t.equal(alerts.length, 3)
    t.match(stderr, /6 lines, 3 matches, 1 excluded, 1 lines could not be read/)
  })

  await t.test('table: no control character reaches the terminal', async (t) => {
    const { stdout } = await hunt()
    t.match(stdout, /RunningRAT request parameters \(High\).*192\.0\.2\.10/)
    t.match(stdout, '\\u{1b}[2J')
    t.notMatch(stdout, '\u001b[2J')
  })

  await t.test('csv: a heading and a line a match', async (t) => {
    const { stdout } = await hunt('--format', 'csv')
    t.equal(stdout.split('\n').filter((line) => line.includes('RunningRAT')).length, 3)
    t.match(stdout, /^Rule,Device,Verdict/)
  })

  await t.test('--as-sentinel: only what the connector alone would show', async (t) => {
    const { stdout, stderr } = await hunt('--as-sentinel', '--format', 'json')
    t.match(stderr, / 2 matches/)
    t.notMatch(stdout, /Palo Alto/)
  })
})

t.test('a rule that gives up on an event is told, and the hunt goes on', async (t) => {
  const costly = 'mv-expand i = split(RequestURL, "a") | where array_length(split(RequestURL, "a")) > 100000 or i == "hit"'
  const query = `query: CommonSecurityLog | where RequestURL has "token=" | ${costly} | project SourceIP, RequestURL`
  const event = (url: string) => `CEF:0|Zscaler|NSSWeblog|5.7|Allowed|x|3|src=192.0.2.10 request=${url} requestMethod=GET`
  const log = [event(`c2.example.net/?token=${'a'.repeat(20_000)}`), event('c2.example.net/?token=ahita')].join('\n')
  const directory = t.testdir({ 'fw.log': log, 'c.yaml': 'rules: [a.yaml]', 'a.yaml': ruleText(query) })
  const { code, stderr, stdout } = await runCefwatch(['hunt', '--config', join(directory, 'c.yaml'), join(directory, 'fw.log')])
  t.equal(code, 0)
  t.match(stderr, /2 lines, 1 matches, .*; 1 times a rule took too much work on an event \(KQL_TOO_COSTLY\)/)
  t.match(stdout, 'token=ahita')
})
