import { Command, InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../base/quantity.ts'
import { eventLines } from '../simulator/event-lines.ts'
import { FAMILIES, type Family } from '../simulator/families.ts'
import { sendEvents } from '../simulator/sender.ts'
import { openTcp } from '../simulator/tcp-transport.ts'
import type { Target, Transport } from '../simulator/transport.ts'
import { openUdp } from '../simulator/udp-transport.ts'
import { integerBetween } from './options.ts'

type SimulateOptions = {
  readonly family: Family
  readonly to: Target
  readonly protocol: 'udp' | 'tcp'
  readonly framing: 'newline' | 'octet-counting'
  readonly rate: number
  readonly count?: number
  readonly duration?: number
  readonly every: number
  readonly seed: number
}

const DEFAULT_TARGET: Target = { host: '127.0.0.1', port: 5514 }

/** Without a count or a duration. */
const DEFAULT_COUNT = 100

/** `cefwatch simulate`: a firewall to try things with. */
export const simulateCommand = new Command('simulate')
  .description('Send realistic events of one device family, every Nth of them a RunningRAT request.')
  .addOption(new Option('--family <family>', 'whose events').choices(Object.keys(FAMILIES)).default('zscaler'))
  .addOption(new Option('--to <host:port>', 'the receiver').argParser(parseTarget).default(DEFAULT_TARGET, '127.0.0.1:5514'))
  .addOption(new Option('--protocol <protocol>', 'how they are sent').choices(['udp', 'tcp']).default('udp'))
  .addOption(new Option('--framing <framing>', 'framing over TCP').choices(['newline', 'octet-counting']).default('newline'))
  .option('--rate <n>', 'events a second', integerBetween(1, 1_000_000), 10)
  .option(
    '--count <n>',
    `events in all (default: ${DEFAULT_COUNT}, or what fits into --duration)`,
    integerBetween(1, 1_000_000_000),
  )
  .option('--duration <time>', 'how long, such as 30s or 5m', parseDurationOption)
  .option('--every <n>', 'every Nth event is a RunningRAT request; 0 for none', integerBetween(0, 1_000_000_000), 10)
  .option('--seed <n>', 'the same seed gives the same events', integerBetween(0, 2 ** 32 - 1), 1)
  .action(async (options: SimulateOptions) => {
    const { family, seed, rate, count, duration, every } = options
    const stop = new AbortController()
    process.once('SIGINT', () => stop.abort())
    const report = await sendEvents({
      lines: eventLines({ family, seed, every: every === 0 ? Infinity : every, now: Date.now }),
      transport: await openTransport(options),
      rate,
      count: count ?? (duration === undefined ? DEFAULT_COUNT : Infinity),
      durationMs: duration ?? Infinity,
      signal: stop.signal,
    })
    process.stdout.write(`${report.sent} events sent, ${report.matching} of them RunningRAT requests\n`)
  })

function openTransport({ protocol, to, framing }: SimulateOptions): Promise<Transport> {
  return protocol === 'udp' ? openUdp(to) : openTcp(to, framing)
}

function parseTarget(text: string): Target {
  const [, ipv6, name, port] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? []
  const host = ipv6 ?? name
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535) {
    throw new InvalidArgumentError('Expected host:port, such as 127.0.0.1:5514 or [::1]:5514.')
  }
  return { host, port: Number(port) }
}

function parseDurationOption(text: string): number {
  const milliseconds = parseDuration(text)
  if (milliseconds === null) throw new InvalidArgumentError('Expected a duration such as 30s or 5m.')
  return milliseconds
}
