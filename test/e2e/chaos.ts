import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Test } from 'tap'
import type { Random } from '../../src/simulator/random.ts'
import { Journal } from '../respond/journal.ts'
import { type Answer, hang, type Receiver, reset, startReceiver, status } from '../respond/receiver.ts'
import { matchingEvent } from './events.ts'
import { type Daemon, startDaemon, writeConfig } from './start-daemon.ts'

/** What a receiver does to those who post, each for a round. None of it is a refusal: that would be a dead letter, rightly. */
const FAULTS: Readonly<Record<string, Answer>> = {
  hangs: hang,
  resets: reset,
  'is broken': status(500, {}, 'Internal Server Error'),
  'is busy': status(429, { 'retry-after': '1' }),
  'answers garbage': (response) => response.socket?.end('\u0000\u0001\u0002 garbage\r\n\r\n'),
  'breaks off': (response) => {
    response.writeHead(503, { 'content-length': '1000' })
    response.write('half an ans')
    response.socket?.end()
  },
}

type Mode = readonly [name: string, answer: Answer]

/** Nobody listens. */
const REFUSES = 'refuses'

export type ChaosCounts = {
  readonly rounds: number
  readonly kills: number
  readonly sent: number
  /** Alerts that were answered with success, each counted once, and requests in all. */
  readonly delivered: number
  readonly requests: number
  /** Alerts that came under more than one delivery id. */
  readonly withTwoIds: number
  readonly faults: Readonly<Record<string, number>>
}

export type ChaosOptions = { readonly rounds: number; readonly eventsPerRound: number; readonly random: Random }

/**
 * The real daemon against a receiver that fails in a way of its own each round, or is not there at all, and a `kill -9` at a random moment
 * of every round. Events are sent until the log says that their alert is durable, as a device's feed that sends again after a break. In the
 * end the receiver works, and everything must have come.
 */
export async function runChaos(t: Test, { rounds, eventsPerRound, random }: ChaosOptions): Promise<ChaosCounts> {
  const receiver = await startReceiver(t)
  const taken = new Journal<string>()
  const note = (): void => {
    for (const token of tokensIn(receiver.requests.entries.at(-1)?.body ?? '')) taken.add(token)
  }
  const takes: Answer = (response) => {
    note()
    response.writeHead(204).end()
  }
  // Its status says that it has taken the alert, however long the rest of the answer takes.
  const takesSlowly: Answer = (response) => {
    note()
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), 20)
    response.on('close', () => clearInterval(timer))
  }
  // In every third round or so it works, as it mostly does.
  const working: readonly Mode[] = Array.from({ length: 4 }, () => ['takes', takes])
  const modes: readonly [Mode, ...Mode[]] = [
    [REFUSES, takes],
    ['answers slowly', takesSlowly],
    ...working,
    ...Object.entries(FAULTS),
  ]
  const config = writeConfig(t.testdir(), { webhooks: [{ name: 'soc', url: receiver.url, timeout: '300ms' }] })
  const faults: Record<string, number> = {}
  const stored = new Set<string>()
  const tokens: string[] = []
  let kills = 0
  for (let round = 0; round < rounds; round++) {
    const [name, answer] = random.pick(modes)
    faults[name] = (faults[name] ?? 0) + 1
    receiver.answer = answer
    if (name === REFUSES) await receiver.close()
    const daemon = await startDaemon(t, config)
    tokens.push(...Array.from({ length: eventsPerRound }, (_, index) => `chaos-${round}-${index}-end`))
    send(
      daemon,
      tokens.filter((token) => !stored.has(token)),
    )
    // Where in its work the daemon is caught is the point: this waits for nothing.
    await delay(random.integer(0, 400))
    await daemon.end('SIGKILL')
    kills++
    for (const entry of daemon.log.entries) for (const token of tokensIn(entry)) stored.add(token)
    if (name === REFUSES) await receiver.reopen()
  }
  receiver.answer = takes
  const last = await startDaemon(t, config)
  send(
    last,
    tokens.filter((token) => !stored.has(token)),
  )
  await taken.until((entries) => tokens.every((token) => entries.includes(token)))
  await last.end('SIGTERM')
  return {
    ...{
      rounds,
      kills,
      sent: tokens.length,
      delivered: new Set(taken.entries).size,
      requests: receiver.requests.entries.length,
      faults,
    },
    withTwoIds: [...idsByToken(receiver).values()].filter((ids) => ids.size > 1).length,
  }
}

/** Under which delivery ids each token's first alert came. */
function idsByToken(receiver: Receiver): ReadonlyMap<string, ReadonlySet<unknown>> {
  const ids = new Map<string, Set<unknown>>()
  for (const { headers, body } of receiver.requests.entries) {
    if (!body.startsWith('{"type":"alert.created"')) continue
    for (const token of tokensIn(body)) ids.set(token, (ids.get(token) ?? new Set()).add(headers['webhook-id']))
  }
  return ids
}

function tokensIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/chaos-\d+-\d+-end/g))
}

function send(daemon: Daemon, tokens: readonly string[]): void {
  const socket = connect(daemon.ports.tcp, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.end(tokens.map((token) => `<134>${matchingEvent(token)}\n`).join(''))
}
