import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseQuery } from '../../src/detect/kql/parse-query.ts'
import { loadRules } from '../../src/detect/rules/load-rule.ts'
import type { Rule } from '../../src/detect/rules/rule.ts'

const PROJECT = join(import.meta.dirname, '../..')

/** The rules that cefwatch brings, loaded, in the order of their files. */
export async function loadShippedRules(): Promise<readonly Rule[]> {
  const files = globSync('config/rules/*.yaml', { cwd: PROJECT })
    .filter((file) => !file.endsWith('.test.yaml'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(PROJECT, file), 'utf8') }))
  const loaded = await loadRules(files, parseQuery)
  if (!loaded.ok) throw new Error(loaded.errors.map(({ message }) => message).join('\n'))
  return loaded.rules
}
