import { join } from 'node:path'
import t, { type Test } from 'tap'
import { ruleText } from '../detect/rules/rule-text.ts'
import { runCefwatch } from './run-cefwatch.ts'

/** What `check` makes of a folder of rules and their tests. */
async function check(t: Test, files: Readonly<Record<string, string>>, ...options: readonly string[]) {
  const directory = t.testdir({ 'cefwatch.yaml': 'rules: [r/*.yaml]', ...nest(files) })
  const ended = await runCefwatch(['check', '--config', join(directory, 'cefwatch.yaml'), ...options])
  return { ...ended, stdout: ended.stdout.replaceAll(directory, ''), stderr: ended.stderr.replaceAll(directory, '') }
}

function nest(files: Readonly<Record<string, string>>) {
  const { 'cefwatch.yaml': config, ...r } = files
  return config === undefined ? { r } : { 'cefwatch.yaml': config, r }
}

const PASSES = 'tests: [{name: it matches, row: {RequestURL: "a/?token=1"}, expect: match}]'
const FAILS = 'tests: [{name: it matches, row: {RequestURL: "a/"}, expect: match}]'

t.test('the rules that cefwatch brings have tests, and pass them', async (t) => {
  const { code, stdout } = await runCefwatch(['check', '--test'])
  t.equal(code, 0, stdout)
  t.match(stdout, /^(\d+) of \1 rule tests passed$/m)
  t.notMatch(stdout, /no test/)
})

t.test('tactics and techniques are shown with their names', async (t) => {
  const { stdout } = await check(t, {
    'a.yaml': ruleText('tactics: [CommandAndControl]', 'relevantTechniques: [T1071.001, T1041]'),
  })
  t.match(
    stdout,
    ' from /r/a.yaml\n             TA0011 Command and Control\n             T1071.001 Web Protocols, T1041 Exfiltration Over C2 Channel\n',
  )
})

t.test('tests are no rules, and run only when asked for', async (t) => {
  const files = { 'a.yaml': ruleText(), 'a.test.yaml': FAILS }
  const plain = await check(t, files)
  t.match(plain, { code: 0, stderr: '' })
  t.notMatch(plain.stdout, /FAILED|tests passed/)
})

t.test('a test that fails says which, what came instead, and why', async (t) => {
  const { code, stdout } = await check(t, { 'a.yaml': ruleText(), 'a.test.yaml': FAILS }, '--test')
  t.equal(code, 1)
  t.match(stdout, '  FAILED     /r/a.test.yaml:1:9: it matches (A rule)')
  t.match(stdout, 'result: expected match, got no match')
  t.match(stdout, 'not true: RequestURL has "token="')
  t.match(stdout, 'RequestURL is "a/"')
  t.match(stdout, '0 of 1 rule tests passed')
})

t.test('tests of rules that are off are skipped, rules without tests named', async (t) => {
  const other = ruleText('id: 11111111-2222-3333-4444-666666666666', 'name: Another rule')
  const config = 'rules: [r/*.yaml]\nruleOverrides: [{rule: A rule, enabled: false}]'
  const files = { 'cefwatch.yaml': config, 'a.yaml': ruleText(), 'a.test.yaml': FAILS, 'b.yaml': other }
  const { code, stdout } = await check(t, files, '--test')
  t.equal(code, 0)
  t.match(stdout, /^ {2}off {8}A rule/m)
  t.match(stdout, /skipped .*it matches/)
  t.match(stdout, /no test {4}Another rule/)
})

t.test('a test that is for no rule is an error', async (t) => {
  const alone = await check(t, { 'a.yaml': ruleText(), 'b.test.yaml': PASSES }, '--test')
  t.match(alone, { code: 1, stderr: /b\.test\.yaml:1:9: no rule is loaded from a file beside it/ })
  const named = 'tests: [{name: it matches, rule: B rule, row: {RequestURL: "a/?token=1"}, expect: match}]'
  const other = await check(t, { 'a.yaml': ruleText(), 'a.test.yaml': named }, '--test')
  t.match(other, { code: 1, stderr: /a\.test\.yaml:1:9: the file beside it holds no rule that is called "B rule"/ })
})

t.test('an override of a rule that is not there names the nearest', async (t) => {
  const config = 'rules: [r/*.yaml]\nruleOverrides:\n  - rule: A role\n    enabled: false\n'
  const ended = await check(t, { 'cefwatch.yaml': config, 'a.yaml': ruleText() })
  t.match(ended, { code: 1, stderr: /cefwatch\.yaml:3:5: .*"A role"; did you mean "A rule"\? \(CONFIG_INVALID\)/ })
})
