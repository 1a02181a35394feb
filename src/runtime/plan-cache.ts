import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { VERSION } from '../base/version.ts'
import type { Config } from '../config/config.ts'
import type { Plan } from '../detect/kql/plan.ts'
import { type KqlParser, openKqlParser } from './kql-parser.ts'

/** Plans by the hash of what they were made of. */
type Plans = Map<string, Plan>

/** What makes plans of queries, beside Microsoft's parser: the engine, and the table that it binds to. */
const ENGINE = ['../detect/kql', '../decode/common-security-log'].map((folder) => resolve(import.meta.dirname, folder))

/** Where plans are remembered, and whether by this process: the daemon writes, and commands beside it read. */
export type PlanCache = { readonly file: string; readonly isOwn: boolean }

/** That of the daemon, in its data directory. The file may be deleted at any time. */
export function planCacheOf({ data }: Pick<Config, 'data'>, owner: 'own' | 'of another process'): PlanCache {
  return { file: join(data.directory, 'plans.json'), isOwn: owner === 'own' }
}

/**
 * A parser that remembers the plans of queries: a restart with unchanged rules does not load Microsoft's parser at all. It
 * forgets what was not asked for when it last had to parse. Refused queries are parsed again, and a file that cannot be read or written
 * costs the next start a second and no more. `cache` null: nothing is remembered.
 */
export function openCachedParser(cache: PlanCache | null): KqlParser {
  const known = cache === null ? new Map<string, Plan>() : readPlans(cache.file)
  const engine = cache === null ? '' : engineHash()
  const used: Plans = new Map()
  let parser: KqlParser | null = null
  return {
    parse: async (query) => {
      const key = sha256(engine, query)
      const plan = known.get(key)
      if (plan !== undefined) {
        used.set(key, plan)
        return { ok: true, plan }
      }
      parser ??= openKqlParser()
      const result = await parser.parse(query)
      if (result.ok) used.set(key, result.plan)
      return result
    },
    close: async () => {
      if (parser === null) return
      await parser.close()
      if (cache?.isOwn === true) writePlans(cache.file, used)
    },
  }
}

/** In a checkout the engine changes without the version, so its files count; they are read in a few milliseconds. */
function engineHash(): string {
  const { version } = createRequire(import.meta.url)('@kusto/language-service-next/package.json') as { readonly version: string }
  const files = ENGINE.flatMap((folder) =>
    globSync('**/*.{ts,js}', { cwd: folder })
      .sort()
      .map((file) => join(folder, file)),
  )
  return sha256(VERSION, version, ...files.map((file) => readFileSync(file)))
}

/** The first line is the hash of the rest: a file that was cut off, or changed, is as good as none. */
function readPlans(file: string): Plans {
  try {
    const [hash, body = ''] = readFileSync(file, 'utf8').split('\n')
    return new Map(hash === sha256(body) ? Object.entries(JSON.parse(body) as { readonly [key: string]: Plan }) : [])
  } catch {
    return new Map()
  }
}

function writePlans(file: string, plans: Plans): void {
  const body = JSON.stringify(Object.fromEntries(plans))
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(`${file}.new`, `${sha256(body)}\n${body}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch {
    // Not worth a word: the store, which lies beside it, says so where it matters.
  }
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url')
}
