import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import { entitiesOf } from '../../../src/detect/rules/entities.ts'
import { loadRule } from '../../../src/detect/rules/load-rule.ts'

const RULES = join(import.meta.dirname, '../../../../shared/data/rules')

const skip = existsSync(RULES) ? false : `${RULES} is not there`

async function load(file: string) {
  return loadRule(readFileSync(join(RULES, file), 'utf8'), file, parseQuery)
}

t.test('the published RunningRAT rule runs as it is, and ours is the same but for its description', { skip }, async (t) => {
  const published = await load('rowwise/CreepySnailURLParameters.yaml')
  const file = join(import.meta.dirname, '../../../config/rules/running-rat.yaml')
  const ours = await loadRule(readFileSync(file, 'utf8'), file, parseQuery)
  if (!published.ok || !ours.ok) throw new Error('not loaded')
  t.same({ ...published.rule, description: '', file: '' }, { ...ours.rule, description: '', file: '' })
  t.not(published.rule.description, ours.rule.description)

  const query = compilePlan(published.rule.plan)
  const row = { RequestMethod: 'GET', RequestURL: 'http://c2.example.net/a?kmnd=1', SourceIP: '192.0.2.1' }
  const [output = {}] = query.evaluate(row)
  t.match(output, { RequestURL: row.RequestURL, SourceIP: '192.0.2.1' })
  t.same(query.indicators(row), [{ column: 'RequestURL', value: 'kMnD=' }])
  t.same(entitiesOf(published.rule.entityMappings, [output]), [
    { type: 'IP', Address: '192.0.2.1' },
    { type: 'URL', Url: row.RequestURL },
  ])
})

t.test('rules of one row at a time load', { skip }, async (t) => {
  for (const file of globSync('rowwise/*.yaml', { cwd: RULES })) t.match(await load(file), { ok: true }, file)
})

t.test('rules that need a window are refused for it', { skip }, async (t) => {
  for (const file of globSync('summarize/*.yaml', { cwd: RULES })) {
    const result = await load(file)
    const messages = result.ok ? [] : result.errors.map(({ code, message }) => `${code} ${message}`)
    t.match(messages.join('\n'), /^KQL_UNSUPPORTED summarize needs a window/m, file)
  }
})
