import { parseQuery } from '../../src/detect/kql/parse-query.ts'
import { loadRules } from '../../src/detect/rules/load-rule.ts'
import type { Rule } from '../../src/detect/rules/rule.ts'

/** A rule for each query, of which only what stands behind `CommonSecurityLog` is given. */
export async function rulesOf(queries: readonly string[]): Promise<readonly Rule[]> {
  const sources = queries.map((query, n) => {
    const id = `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`
    const rule = { id, name: `rule ${n}`, kind: 'NRT', severity: 'Low', description: 'x', query: `CommonSecurityLog ${query}` }
    return { file: `${n}`, text: JSON.stringify(rule) }
  })
  const loaded = await loadRules(sources, parseQuery)
  if (!loaded.ok) throw new AggregateError(loaded.errors, loaded.errors.map(({ message }) => message).join('\n'))
  return loaded.rules
}
