import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { configurationExample, configurationPage, configurationSchema } from './configuration-reference.ts'
import { errorsPage } from './errors-reference.ts'
import { kqlPage } from './kql-reference.ts'
import { metricsPage } from './metrics-reference.ts'

/*
 * `npm run generate` writes what is made from the code: the reference pages, the JSON Schema, the example configuration.
 * With --check it changes nothing, and fails when a file differs from what the code says.
 */
const root = resolve(import.meta.dirname, '..')
const files: Readonly<Record<string, string>> = {
  'docs/kql.md': kqlPage(),
  'docs/reference/configuration.md': configurationPage(),
  'docs/reference/configuration.schema.json': configurationSchema(),
  'docs/reference/configuration.example.yaml': configurationExample(),
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/metrics.md': metricsPage(),
}

const check = process.argv.includes('--check')
for (const [name, content] of Object.entries(files)) {
  const path = resolve(root, name)
  if (readOrEmpty(path) === content) continue
  if (check) {
    process.stderr.write(`${relative(root, path)} is not what the code says: run npm run generate\n`)
    process.exitCode = 1
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content)
    process.stdout.write(`wrote ${relative(root, path)}\n`)
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
