#!/usr/bin/env node
// Plain JavaScript that old runtimes can read too: it is what tells them that they are too old.
import { existsSync } from 'node:fs'
import module from 'node:module'
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

// The package and the image hold dist/ only; a checkout runs its sources by type stripping.
const source = new URL('../src/cli/main.ts', import.meta.url)
if (existsSync(source)) {
  // Stripping costs half a second, and 10 MB of every thread: it is done once, and again for what has changed. Threads inherit the variable.
  // Kept beside the packages, and never in the shared temporary folder: it is code to run.
  if (process.env.NODE_COMPILE_CACHE === undefined) {
    process.env.NODE_COMPILE_CACHE = fileURLToPath(new URL('../node_modules/.cache/cefwatch', import.meta.url))
  }
  module.enableCompileCache()
  await import(source.href)
  module.flushCompileCache()
} else {
  await import(new URL('../dist/cli/main.js', import.meta.url).href)
}
