import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readBanner, sumOf } from './subject.ts'
import { machine, markdown } from './table.ts'

/*
 * `npm run bench:start`: from `npm run cefwatch -- run` to the banner, which stands when every listener is bound and the API answers; and
 * how large the daemon is a little later. Warm is a second start; cold one that finds neither plans nor compiled sources of an earlier one.
 */

const ROUNDS = 5

/** Time enough for what a start leaves behind to be given back. */
const SETTLE_MS = 3000

type Start = { readonly readyMs: number; readonly rssMb: number }

const directory = mkdtempSync(join(tmpdir(), 'cefwatch-start-'))
const local = { address: '127.0.0.1', port: 0 }
const config = join(directory, 'cefwatch.json')
const listeners = ['udp', 'tcp'].map((protocol) => ({ protocol, ...local }))
writeFileSync(config, JSON.stringify({ listeners, http: local, log: { level: 'error' } }))

async function start(): Promise<Start> {
  const from = performance.now()
  const npm = spawn('npm', ['run', '-s', 'cefwatch', '--', 'run', '--config', config], {
    cwd: resolve(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: { ...process.env, NODE_COMPILE_CACHE: join(directory, 'compiled') },
  })
  const banner = await readBanner(npm)
  const readyMs = performance.now() - from
  await delay(SETTLE_MS)
  const metrics = await (await fetch(`${/http:\/\/127\.0\.0\.1:\d+/.exec(banner)?.[0] ?? ''}/metrics`)).text()
  // The group: npm, and the daemon that it started.
  process.kill(-(npm.pid ?? 0), 'SIGTERM')
  await once(npm, 'exit')
  return { readyMs, rssMb: sumOf(metrics, 'process_resident_memory_bytes') / 2 ** 20 }
}

async function starts(beforeEach: () => void): Promise<readonly Start[]> {
  const all = []
  for (let round = 0; round < ROUNDS; round++) {
    beforeEach()
    all.push(await start())
  }
  return all
}

function row(work: string, all: readonly Start[]) {
  const sorted = all.map(({ readyMs }) => Math.round(readyMs)).sort((a, b) => a - b)
  const [fastest = 0, median = 0, slowest = 0] = [0, ROUNDS >> 1, ROUNDS - 1].map((index) => sorted[index] ?? 0)
  const rss = Math.round(Math.max(...all.map(({ rssMb }) => rssMb)))
  return { start: work, 'fastest ms': fastest, 'median ms': median, 'slowest ms': slowest, 'RSS MB': rss }
}

const forget = (...kept: readonly string[]): void => {
  for (const one of kept) rmSync(join(directory, one), { recursive: true, force: true })
}
const rows = [
  row('cold', await starts(() => forget('data', 'compiled'))),
  row('warm, new rules', await starts(() => forget('data'))),
  row('warm', await starts(() => forget())),
]
rmSync(directory, { recursive: true })
console.log(`${machine()}\n\n${markdown(rows)}`)
