import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { findProgram } from '../test/machine.ts'
import { corpusOf } from './corpus.ts'
import { runningRatEvent } from './running-rat-event.ts'
import type { Row } from './table.ts'

const EVENTS = 400_000
const CORPUS_EVENTS = 20_000

/** What the rule looks for, in lower case. */
const INDICATORS = ['/ui/chk', 'mactok=', 'usrnme=', 'ilocalp=', 'kmnd=']

type Peer = {
  readonly name: string
  readonly program: string
  readonly config: (port: number, out: string, directory: string) => string
  readonly args: (config: string, directory: string) => readonly string[]
}

/** Daemons that search the text of each message for the indicators, and do nothing else: no field is read, no rule applied. */
const PEERS: readonly Peer[] = [
  {
    name: 'rsyslog, contains, TCP',
    program: 'rsyslogd',
    config: (port, out, directory) => `global(workDirectory="${directory}" maxMessageSize="64k")
module(load="imptcp")
input(type="imptcp" address="127.0.0.1" port="${port}" ruleset="search")
ruleset(name="search") {
  set $.text = tolower($rawmsg);
  if ${INDICATORS.map((text) => `$.text contains "${text}"`).join(' or ')} then { action(type="omfile" file="${out}") }
}
`,
    args: (config, directory) => ['-n', '-f', config, '-i', join(directory, 'pid')],
  },
  {
    name: 'syslog-ng, contains, TCP',
    program: 'syslog-ng',
    config: (port, out) => `@version: current
source in { network(ip("127.0.0.1") port(${port}) transport("tcp") flags(no-parse) log-msg-size(65536)); };
filter search { ${INDICATORS.map((text) => `match("${text}" value("MESSAGE") type("string") flags("substring", "ignore-case"))`).join(' or ')}; };
destination out { file("${out}" flush-lines(1)); };
log { source(in); filter(search); destination(out); };
`,
    args: (config, directory) => [
      '-F',
      '--no-caps',
      '-f',
      config,
      ...['R', 'p', 'c'].flatMap((option) => [`-${option}`, join(directory, option)]),
    ],
  },
]

/** The peers that are installed, on the same work. */
export async function peerBenchmarks(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of PEERS) {
    const path = findProgram(peer.program)
    rows.push(
      path === null ? { work: peer.name, 'events/s': 'not installed', 'CPU s per million': '' } : await measure(peer, path),
    )
  }
  return rows
}

async function measure(peer: Peer, path: string): Promise<Row> {
  const directory = mkdtempSync(join(tmpdir(), 'cefwatch-peer-'))
  const out = join(directory, 'out.log')
  const file = join(directory, 'peer.conf')
  const port = await freePort()
  writeFileSync(file, peer.config(port, out, directory))
  const child = spawn(path, [...peer.args(file, directory)], { stdio: 'ignore' })
  try {
    const socket = await connected(port)
    const corpus = corpusOf(CORPUS_EVENTS)
    const before = cpuSeconds(child)
    const start = performance.now()
    for (let sent = 0; sent < EVENTS; sent += CORPUS_EVENTS) if (!socket.write(corpus)) await once(socket, 'drain')
    socket.end(`${runningRatEvent('last')}\n`)
    while (!(existsSync(out) && readFileSync(out, 'latin1').includes('last.example.net'))) await delay(2)
    const seconds = (performance.now() - start) / 1000
    return {
      work: peer.name,
      'events/s': Math.round(EVENTS / seconds),
      'CPU s per million': (((cpuSeconds(child) - before) * 1e6) / EVENTS).toFixed(2),
    }
  } finally {
    child.kill('SIGKILL')
    await once(child, 'exit')
    rmSync(directory, { recursive: true })
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

/** Until the peer listens. */
async function connected(port: number): Promise<Socket> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return socket
    } catch {
      // Not yet.
    }
    await delay(100)
  }
  throw new Error('the peer does not listen')
}

/** proc(5): fields 14 and 15 of stat, in hundredths of a second. */
function cpuSeconds({ pid = 0 }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / 100
}
