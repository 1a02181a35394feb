import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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
  readonly find: () => Installed | null
  readonly config: (port: number, out: string, directory: string) => string
  readonly args: (config: string, directory: string) => readonly string[]
}

/** A program, and what it needs where it was unpacked beside the system. */
type Installed = { readonly program: string; readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> }

const CONTAINED = INDICATORS.map((text) => `$.text contains "${text}"`).join(' or ')

const PATTERN = '(^|[^a-z0-9])(ui/chk|mactok|usrnme|ilocalp|kmnd)([^a-z0-9]|$)'

const rsyslog = (name: string, rules: string): Peer => ({
  name: `rsyslog, ${name}, TCP`,
  find: () => installed('rsyslogd'),
  config: (port, out, directory) => `global(workDirectory="${directory}" maxMessageSize="64k")
main_queue(queue.type="LinkedList" queue.size="500000" queue.dequeueBatchSize="1024")
module(load="imptcp")
input(type="imptcp" address="127.0.0.1" port="${port}" ruleset="search")
ruleset(name="search") {
  ${rules} then { action(type="omfile" file="${out}") }
}
`,
  args: (config, directory) => ['-n', '-f', config, '-i', join(directory, 'pid')],
})

const syslogNg = (name: string, parsers: string, filter: string): Peer => ({
  name: `syslog-ng, ${name}, TCP`,
  find: () => unpacked(process.env['SYSLOG_NG_ROOT']) ?? installed('syslog-ng'),
  config: (port, out) => `@version: current
options { stats-freq(0); use-dns(no); log-msg-size(65536); };
source in { network(ip("127.0.0.1") port(${port}) transport("tcp") flags(no-parse) log-iw-size(100000) log-fetch-limit(1000)); };
filter search { ${filter}; };
destination out { file("${out}" template("$MSG\\n") flush-lines(1)); };
log { source(in); ${parsers} filter(search); destination(out); };
`,
  args: (config, directory) => [
    '-F',
    '--no-caps',
    '-f',
    config,
    ...['R', 'p', 'c'].flatMap((option) => [`-${option}`, join(directory, option)]),
  ],
})

/**
 * What C daemons do for it: `contains` searches the text of each message for the indicators, and no field is read; `fields` reads method
 * and URL, as well as each can, and looks for the indicators as terms.
 */
const PEERS: readonly Peer[] = [
  rsyslog('contains', `set $.text = tolower($rawmsg);\n  if $rawmsg contains "requestMethod=" and (${CONTAINED})`),
  rsyslog(
    'fields',
    `set $.method = tolower(re_extract($rawmsg, " requestMethod=([A-Za-z]+)", 0, 1, ""));
  set $.url = tolower(re_extract($rawmsg, " request=([^ ]*)", 0, 1, ""));
  if $.method == "get" and re_match($.url, "${PATTERN.replace('$', '\\$')}")`,
  ),
  syslogNg('contains', '', `message("${INDICATORS.join('|')}" type("pcre") flags("ignore-case"))`),
  syslogNg(
    'fields',
    `parser { csv-parser(columns("v", "vendor", "product", "dv", "sig", "name", "sev", "ext") delimiters("|") flags(greedy)); };
  parser { kv-parser(prefix("e.") template("\${ext}")); };`,
    `match("^get$" value("e.requestMethod") type("pcre") flags("ignore-case")) and match("${PATTERN}" value("e.request") type("pcre") flags("ignore-case"))`,
  ),
]

function installed(name: string): Installed | null {
  const program = findProgram(name)
  return program === null ? null : { program, args: [], env: {} }
}

/** Debian's rsyslog and syslog-ng exclude each other: one of them can be unpacked into a folder instead (`dpkg -x`), with its libraries. */
function unpacked(root: string | undefined): Installed | null {
  if (root === undefined) return null
  const lib = join(root, 'usr/lib')
  const [modules = ''] = globSync('syslog-ng/*/', { cwd: lib })
  const libraries = ['syslog-ng', '.', ...globSync('*-linux-gnu', { cwd: lib })].map((folder) => join(lib, folder))
  return {
    program: join(root, 'usr/sbin/syslog-ng'),
    args: ['--module-path', join(lib, modules)],
    env: { LD_LIBRARY_PATH: libraries.join(':') },
  }
}

/** The peers that are installed, on the same work. */
export async function peerBenchmarks(): Promise<readonly Row[]> {
  const rows: Row[] = []
  for (const peer of PEERS) {
    const program = peer.find()
    const none = { work: peer.name, 'events/s': 'not installed', 'CPU s per million': '' }
    rows.push(program === null ? none : await measure(peer, program))
  }
  return rows
}

async function measure(peer: Peer, { program, args, env }: Installed): Promise<Row> {
  const directory = mkdtempSync(join(tmpdir(), 'cefwatch-peer-'))
  const out = join(directory, 'out.log')
  const file = join(directory, 'peer.conf')
  const port = await freePort()
  writeFileSync(file, peer.config(port, out, directory))
  const child = spawn(program, [...peer.args(file, directory), ...args], { stdio: 'ignore', env: { ...process.env, ...env } })
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
