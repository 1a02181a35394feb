import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { runningRatEvent } from './running-rat-event.ts'
import { corpusOf } from './corpus.ts'
import { type Subject, startSubject } from './subject.ts'
import type { Row } from './table.ts'

const EVENTS = 1_000_000
const CORPUS_EVENTS = 20_000

/** What is written at once: TLS encrypts all of a write before any of it is sent, and the daemon would wait meanwhile. */
const PIECE_BYTES = 65_536

const UDP_SECONDS = 3
const LATENCY_PROBES = 200

/** Through the real daemon, from a socket to its webhook. The sender shares the machine: compare within one run only. */
export async function macroBenchmarks(): Promise<readonly Row[]> {
  const corpus = corpusOf(CORPUS_EVENTS)
  const subject = await startSubject()
  try {
    const rows: Row[] = []
    const tcp = (): Socket => connect(subject.ports.tcp, '127.0.0.1')
    const tls = (): Socket => connectTls({ port: subject.ports.tls, host: '127.0.0.1', rejectUnauthorized: false })
    rows.push(await stream(subject, 'TCP, one connection', tcp, corpus))
    rows.push(await stream(subject, 'TLS 1.3, one connection', tls, corpus))
    for (const rate of [20_000, 50_000, 100_000]) rows.push(await datagrams(subject, rate, corpus))
    return rows
  } finally {
    await subject.stop()
  }
}

/** From the first byte until an event behind all others has come out at the webhook. */
async function stream(subject: Subject, work: string, open: () => Socket, corpus: Buffer): Promise<Row> {
  const socket = open()
  await once(socket, socket instanceof Object && 'encrypted' in socket ? 'secureConnect' : 'connect')
  const before = subject.usage()
  const start = performance.now()
  const token = `stream${Math.round(start)}`
  const done = alertOf(subject, token)
  for (let sent = 0; sent < EVENTS; sent += CORPUS_EVENTS) await write(socket, corpus)
  socket.end(`${runningRatEvent(token)}\n`)
  const seconds = ((await done) - start) / 1000
  return figures(work, Math.round(EVENTS / seconds), 0, EVENTS, before, subject)
}

async function write(socket: Socket, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    if (!socket.write(bytes.subarray(at, at + PIECE_BYTES))) await once(socket, 'drain')
}

/** Bursts of a millisecond's share, as a firewall's load balancer sends them. */
async function datagrams(subject: Subject, rate: number, corpus: Buffer): Promise<Row> {
  const lines = corpus
    .toString('latin1')
    .trimEnd()
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'))
  const socket = createSocket('udp4')
  await new Promise<void>((connected) => socket.connect(subject.ports.udp, '127.0.0.1', connected))
  const received = await subject.metric('cefwatch_received_messages_total')
  const before = subject.usage()
  const start = performance.now()
  let sent = 0
  while (performance.now() - start < UDP_SECONDS * 1000) {
    for (const due = ((performance.now() - start) / 1000) * rate; sent < due; sent++)
      socket.send(lines[sent % lines.length] ?? '')
    await delay(1)
  }
  // Sends of Node are queued: the last is out when its callback comes.
  await new Promise((out) => socket.send(lines[0] ?? '', out))
  const seconds = (performance.now() - start) / 1000
  await delay(500)
  const arrived = (await subject.metric('cefwatch_received_messages_total')) - received
  socket.close()
  const lost = Math.max(0, (100 * (sent + 1 - arrived)) / (sent + 1))
  return figures(`UDP, ${rate} a second asked for`, Math.round(sent / seconds), lost, sent, before, subject)
}

function figures(
  work: string,
  eventsPerSecond: number,
  lostPercent: number,
  events: number,
  before: ReturnType<Subject['usage']>,
  subject: Subject,
): Row {
  const { cpuSeconds, rssMb } = subject.usage()
  return {
    work,
    'events/s': eventsPerSecond,
    'lost %': lostPercent.toFixed(3),
    'CPU s per million': (((cpuSeconds - before.cpuSeconds) * 1e6) / events).toFixed(2),
    'RSS MB, peak': rssMb,
  }
}

/** When the alert that holds `token` came. */
function alertOf(subject: Subject, token: string): Promise<number> {
  return new Promise((came) => {
    subject.onAlert((at, body) => {
      if (body.includes(token)) came(at)
    })
  })
}

/** From sending a datagram that matches to its alert at the webhook: idle, and while other events come at `load` a second over TCP. */
export async function latencyBenchmarks(): Promise<readonly Row[]> {
  const subject = await startSubject()
  try {
    return [await latency(subject, 0), await latency(subject, 50_000)]
  } finally {
    await subject.stop()
  }
}

async function latency(subject: Subject, load: number): Promise<Row> {
  const socket = createSocket('udp4')
  const sentAt = new Map<string, number>()
  const milliseconds: number[] = []
  subject.onAlert((at, body) => {
    const [token = ''] = /probe\d+x\d+/.exec(body) ?? []
    const sent = sentAt.get(token)
    if (sent !== undefined) milliseconds.push(at - sent)
    sentAt.delete(token)
  })
  const background = load === 0 ? null : startLoad(subject.ports.tcp, load)
  for (let probe = 0; probe < LATENCY_PROBES; probe++) {
    const token = `probe${load}x${probe}`
    sentAt.set(token, performance.now())
    socket.send(runningRatEvent(token), subject.ports.udp, '127.0.0.1')
    await delay(20)
  }
  for (let waited = 0; sentAt.size > 0 && waited < 100; waited++) await delay(50)
  background?.stop()
  socket.close()
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? NaN).toFixed(1)
  return {
    load: load === 0 ? 'idle' : `${load} events/s`,
    'alerts of probes': `${milliseconds.length} of ${LATENCY_PROBES}`,
    'p50 ms': at(0.5),
    'p95 ms': at(0.95),
    'p99 ms': at(0.99),
  }
}

function startLoad(port: number, perSecond: number): { readonly stop: () => void } {
  const portion = corpusOf(perSecond / 100)
  const socket = connect(port, '127.0.0.1')
  const timer = setInterval(() => socket.write(portion), 10)
  return {
    stop: () => {
      clearInterval(timer)
      socket.destroy()
    },
  }
}
