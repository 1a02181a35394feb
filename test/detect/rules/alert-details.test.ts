import t from 'tap'
import { fillDetails, NO_DETAILS } from '../../../src/detect/rules/alert-details.ts'

t.test('a rule that says nothing changes nothing', (t) => {
  const nothing = { displayName: null, description: null, severity: null, tactics: null, customDetails: {} }
  t.same(fillDetails(NO_DETAILS, { SourceIP: '192.0.2.1' }), nothing)
  t.end()
})

t.test('formats take the values of columns', (t) => {
  const row = { Name: 'pc', Port: 80, Empty: null, Bag: { a: [1] }, Nested: '{{Name}}' }
  const cases = [
    ['{{Name}}:{{ Port }}', 'pc:80'],
    ['[{{Empty}}{{Missing}}]', '[]'],
    ['{{Bag}}', '{"a":[1]}'],
    ['{{Nested}}', '{{Name}}'],
    ['{Name} {{}} {{Na me}}', '{Name} {{}} {{Na me}}'],
  ] as const
  for (const [displayNameFormat, displayName] of cases) {
    t.match(fillDetails({ ...NO_DETAILS, displayNameFormat }, row), { displayName, description: null }, displayNameFormat)
  }
  const long = fillDetails({ ...NO_DETAILS, displayNameFormat: '{{A}}', descriptionFormat: '{{A}}' }, { A: 'x'.repeat(60_000) })
  t.match([long.displayName?.length, long.description?.length], [256, 5000])
  t.end()
})

t.test('severity and tactics are taken from a column where it names some', (t) => {
  const details = { ...NO_DETAILS, severityColumn: 'S', tacticsColumn: 'T' }
  const cases = [
    [{ S: 'high', T: 'Initial Access, impact' }, 'High', ['InitialAccess', 'Impact']],
    [{ S: 'Low', T: ['Execution', 7] }, 'Low', ['Execution']],
    [{ S: 'Medium', T: '["Discovery"]' }, 'Medium', ['Discovery']],
    [{ S: 'severe', T: 'magic' }, null, null],
    [{ S: null, T: '' }, null, null],
  ] as const
  for (const [row, severity, tactics] of cases) t.match(fillDetails(details, row), { severity, tactics })
  t.end()
})

t.test('custom details keep their names; what is empty is left out', (t) => {
  const details = { ...NO_DETAILS, customDetails: { Agent: 'A', Count: 'C', Nothing: 'N' } }
  t.same(fillDetails(details, { A: 'curl', C: 3, N: '' }).customDetails, { Agent: 'curl', Count: '3' })
  t.end()
})
