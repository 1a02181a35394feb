import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Test } from 'tap'
import { Journal } from '../respond/journal.ts'

const BIN = resolve(import.meta.dirname, '../../bin/cefwatch.js')

export type Ports = { readonly udp: number; readonly tcp: number; readonly tls: number; readonly http: number }

export type Daemon = {
  readonly ports: Ports
  /** Lines of standard output and of the log. */
  readonly output: Journal<string>
  readonly log: Journal<string>
  readonly child: ChildProcess
  /** The text of a path of its HTTP server. */
  readonly get: (path: string) => Promise<string>
  /** A metric's value: all series of that name with these labels, added up. */
  readonly metric: (name: string, labels?: string) => Promise<number>
  /** Ends it by a signal; resolves to its exit code. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>
}

/** The configuration of a daemon for a test: free ports on the loopback address. `extra` replaces keys. */
export function writeConfig(directory: string, extra: object = {}): string {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, 'cefwatch.json')
  const local = { address: '127.0.0.1', port: 0 }
  const listeners = [
    { protocol: 'udp', name: 'udp', ...local },
    { protocol: 'tcp', name: 'tcp', ...local },
  ]
  // Tests send many alerts at once, and wait for each.
  const storm = { perRule: 0, global: 0 }
  writeFileSync(file, JSON.stringify({ listeners, http: local, data: { directory: 'data' }, storm, ...extra }))
  return file
}

/** Runs the daemon as a user would, and waits until it says that it is ready. Ended at the test's end. */
export async function startDaemon(t: Test, config: string, environment: Record<string, string> = {}): Promise<Daemon> {
  const child = spawn(process.execPath, [BIN, 'run', '--config', config], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal)
    await exit
    return child.exitCode
  }
  t.teardown(() => end('SIGKILL'))
  const output = journalOf(child.stdout)
  const log = journalOf(child.stderr)
  const ready = output.until((lines) => lines.some((line) => line.includes('console')))
  await Promise.race([ready, exit.then(() => Promise.reject(new Error(`the daemon ended: ${log.entries.join('\n')}`)))])
  const ports = portsOf(output.entries.join('\n'))
  const get = async (path: string): Promise<string> => (await fetch(`http://127.0.0.1:${ports.http}${path}`)).text()
  return { ports, output, log, child, get, end, metric: async (name, labels = '') => sumOf(await get('/metrics'), name, labels) }
}

function journalOf(stream: Readable): Journal<string> {
  const journal = new Journal<string>()
  createInterface({ input: stream }).on('line', journal.add)
  return journal
}

function portsOf(banner: string): Ports {
  const portOf = (protocol: string): number => Number(new RegExp(`${protocol} [^ ,]*:(\\d+)`).exec(banner)?.[1] ?? 0)
  return {
    udp: portOf('udp'),
    tcp: portOf('tcp'),
    tls: portOf('tls'),
    http: Number(/http:\/\/[^/]*:(\d+)\//.exec(banner)?.[1] ?? 0),
  }
}

function sumOf(exposition: string, name: string, labels: string): number {
  const series = exposition
    .split('\n')
    .filter((line) => (line.startsWith(`${name}{`) || line.startsWith(`${name} `)) && line.includes(labels))
  return series.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}
