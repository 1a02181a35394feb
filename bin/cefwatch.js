#!/usr/bin/env node
// Plain JavaScript that old runtimes can read too: it is what tells them that they are too old.
import { existsSync } from 'node:fs'
import nodeModule from 'node:module'
import { fileURLToPath } from 'node:url'

if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    'cefwatch needs Node 24 or newer; this is Node ' +
      process.versions.node +
      ' (RUNTIME_TOO_OLD). ' +
      'Install Node 24, or run it inside the repository by npm (npm start, npm run -s cefwatch -- <command>), which brings its own.\n',
  )
  process.exit(1)
}
// The package and the image hold dist/ only; a checkout runs its sources by type stripping. Stripped once, they are kept, and each process
// and thread is spared some 10 MB. Beside the packages, and never in the shared temporary folder: what is kept is code to run.
const source = new URL('../src/cli/main.ts', import.meta.url)
const isCheckout = existsSync(source)
if (isCheckout) {
  const cache = fileURLToPath(new URL('../node_modules/.cache/cefwatch', import.meta.url))
  process.env.NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE || cache
  nodeModule.enableCompileCache()
}
await import(isCheckout ? source.href : new URL('../dist/cli/main.js', import.meta.url).href)
