import { createHash } from 'node:crypto'
import { globSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { makeDirectory } from '../base/make-directory.ts'
import { VERSION } from '../base/version.ts'
import type { Config } from '../config/config.ts'
import { compilePlan } from '../detect/kql/compile-plan.ts'
import type { Plan } from '../detect/kql/plan.ts'
import type { LogRecord } from '../metrics/telemetry.ts'
import { type KqlParser, openKqlParser } from './kql-parser.ts'

/** Plans by the hash of what they were made of. */
type Plans = Map<string, Plan>

/** What makes plans of queries, beside Microsoft's parser: the engine, and the table that it binds to. */
const ENGINE = ['../detect/kql', '../decode/common-security-log'].map((folder) => resolve(import.meta.dirname, folder))

/**
 * Where plans are remembered. `log` is that of the daemon, which alone writes, and says why a start or reload took the parser; null: of a
 * command beside it, which only reads.
 */
export type PlanCache = { readonly file: string; readonly log: ((record: LogRecord) => void) | null }

/** In the data directory. The file may be deleted at any time. */
export function planCacheOf({ data }: Pick<Config, 'data'>, log: PlanCache['log']): PlanCache {
  return { file: join(data.directory, 'plans.json'), log }
}

/**
 * A parser that remembers the plans of queries: a restart with unchanged rules does not load Microsoft's parser at all. It forgets
 * what was not asked for when it last had to parse. Refused queries are parsed again, and a file that cannot be read or written
 * costs the next start a second and no more. `cache` null: nothing is remembered.
 */
export function openCachedParser(cache: PlanCache | null): KqlParser {
  const known = cache === null ? new Map<string, Plan>() : readPlans(cache)
  const engine = cache === null ? '' : engineHash()
  const used: Plans = new Map()
  let parser: KqlParser | null = null
  return {
    parse: async (query) => {
      const key = sha256(engine, query)
      const plan = known.get(key)
      if (plan !== undefined && isRunnable(plan)) {
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
      if (cache !== null && cache.log !== null) writePlans(cache.file, used, cache.log)
    },
  }
}

/** The file's hash says that it is as it was written, and not that it was written well. */
function isRunnable(plan: Plan): boolean {
  try {
    compilePlan(plan)
    return true
  } catch {
    return false
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
function readPlans({ file, log }: PlanCache): Plans {
  try {
    const [hash, body = ''] = readFileSync(file, 'utf8').split('\n')
    if (hash !== sha256(body)) throw new Error('it is damaged')
    return new Map(Object.entries(JSON.parse(body) as { readonly [key: string]: Plan }))
  } catch (error) {
    const isFirst = (error as NodeJS.ErrnoException).code === 'ENOENT'
    if (!isFirst) log?.(warning('the plans of the last start cannot be used: queries are parsed anew', file, error))
    return new Map()
  }
}

function writePlans(file: string, plans: Plans, log: (record: LogRecord) => void): void {
  const body = JSON.stringify(Object.fromEntries(plans))
  try {
    makeDirectory(dirname(file))
    writeFileSync(`${file}.new`, `${sha256(body)}\n${body}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  } catch (error) {
    log(warning('plans cannot be kept: the next start has to parse all queries again', file, error))
  }
}

function warning(message: string, file: string, error: unknown): LogRecord {
  return { level: 'warn', message, fields: { file, reason: error instanceof Error ? error.message : String(error) } }
}

function sha256(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url')
}
