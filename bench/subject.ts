import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { makeCertificate } from '../test/certificate.ts'

const BIN = resolve(import.meta.dirname, '../bin/cefwatch.js')

type Usage = { readonly cpuSeconds: number; readonly rssMb: number; readonly nowMb: number }

/** The daemon under test, and a receiver of its alerts. */
export type Subject = {
  readonly ports: { readonly udp: number; readonly tcp: number; readonly tls: number }
  /** Calls back for each alert, with the time of its coming (performance.now()) and its body. */
  readonly onAlert: (listener: (at: number, body: string) => void) => void
  /** User and system time of the process, in seconds; its largest resident set and that of now, in MB. */
  readonly usage: () => Usage
  readonly metric: (name: string) => Promise<number>
  readonly stop: () => Promise<void>
}

export async function startSubject(): Promise<Subject> {
  const directory = mkdtempSync(join(tmpdir(), 'cefwatch-bench-'))
  const { cert, key } = makeCertificate()
  writeFileSync(join(directory, 'cert.pem'), cert)
  writeFileSync(join(directory, 'key.pem'), key)
  let alerted: (at: number, body: string) => void = () => undefined
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      alerted(performance.now(), body)
      response.writeHead(204).end()
    })
  })
  await once(receiver.listen(0, '127.0.0.1'), 'listening')
  const child = spawnDaemon(directory, portOf(receiver))
  const banner = await readBanner(child)
  const port = (pattern: RegExp): number => Number(pattern.exec(banner)?.[1] ?? 0)
  const http = port(/console +http:\/\/127\.0\.0\.1:(\d+)/)
  return {
    ports: { udp: port(/udp 127\.0\.0\.1:(\d+)/), tcp: port(/tcp 127\.0\.0\.1:(\d+)/), tls: port(/tls 127\.0\.0\.1:(\d+)/) },
    onAlert: (listener) => (alerted = listener),
    usage: () => usageOf(child.pid ?? 0),
    metric: async (name) => sumOf(await (await fetch(`http://127.0.0.1:${http}/metrics`)).text(), name),
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
      receiver.close()
      receiver.closeAllConnections()
      rmSync(directory, { recursive: true })
    },
  }
}

function spawnDaemon(directory: string, hook: number): ChildProcess {
  const local = { address: '127.0.0.1', port: 0 }
  const config = {
    listeners: [
      { protocol: 'udp', ...local },
      { protocol: 'tcp', ...local },
      { protocol: 'tls', ...local, certificateFile: 'cert.pem', keyFile: 'key.pem' },
    ],
    webhooks: [{ name: 'bench', url: `http://127.0.0.1:${hook}/` }],
    // Every alert is timed, so that none may be held back.
    storm: { perRule: 0, global: 0 },
    http: local,
    log: { level: 'error' },
  }
  const file = join(directory, 'cefwatch.json')
  writeFileSync(file, JSON.stringify(config))
  // As `npm start` does.
  return spawn(process.execPath, ['--max-semi-space-size=4', BIN, 'run', '--config', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** What the daemon prints once it listens. */
export async function readBanner(child: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (text.includes('Try it')) return text
  }
  throw new Error(`the daemon did not start: ${text}`)
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** proc(5): fields 14 and 15 of stat, in hundredths of a second. */
function usageOf(pid: number): Usage {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = (pattern: RegExp): number => Math.round(Number(pattern.exec(status)?.[1] ?? 0) / 1024)
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / 100
  return { cpuSeconds, rssMb: megabytes(/VmHWM:\s+(\d+)/), nowMb: megabytes(/VmRSS:\s+(\d+)/) }
}

/** The sum over a metric's series in what a scrape returned. */
export function sumOf(exposition: string, name: string): number {
  const series = exposition.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
  return series.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)
}
