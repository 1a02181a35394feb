import t from 'tap'
import type { LogRecord } from '../../src/metrics/telemetry.ts'
import { createMetricsRegistry } from '../../src/metrics/registry.ts'
import { SilenceWatch } from '../../src/runtime/silence-watch.ts'
import type { SourceRecord } from '../../src/runtime/source-table.ts'

const record = (name: string | null, lastSeen: number): SourceRecord => ({
  ...{
    address: '192.0.2.1',
    name,
    listener: 'udp',
    transport: 'udp',
    messages: 1,
    octetCounted: 0,
    events: [],
    errors: [],
    firstSeen: 0,
    lastSeen,
  },
})

t.test('a source that falls silent is told of once, and once more when it is heard again', (t) => {
  const log: LogRecord[] = []
  const registry = createMetricsRegistry((entry) => log.push(entry))
  const sources = [
    { name: 'gateway', silentAfterMs: 60_000 },
    { name: 'branch', silentAfterMs: 60_000 },
    { name: 'lab', silentAfterMs: null },
  ]
  const watch = new SilenceWatch(sources, registry.telemetry, 1000)
  const steps: readonly [now: number, gatewayLastSeen: number, silent: readonly string[]][] = [
    [2000, 2000, []],
    [60_999, 60_000, []],
    [61_000, 60_000, ['branch']],
    [62_000, 60_000, ['branch']],
    [120_000, 60_000, ['branch', 'gateway']],
    [121_000, 121_000, ['branch']],
  ]
  for (const [now, gatewayLastSeen, silent] of steps) {
    watch.look([record('gateway', 1500), record('gateway', gatewayLastSeen), record(null, 5000)], now)
    t.strictSame(watch.silent, silent, `at ${now}`)
    t.equal(registry.total('cefwatch_source_silent', { source: 'gateway' }), silent.includes('gateway') ? 1 : 0)
  }
  t.strictSame(
    log.map(({ level, message }) => `${level}: ${message}`),
    [
      'warn: nothing has come from "branch" since the start',
      'warn: nothing has come from "gateway" since 1970-01-01T00:01:00.000Z',
      'info: "gateway" sends again',
    ],
  )
  t.equal(registry.total('cefwatch_source_last_received_timestamp_seconds', { source: 'gateway' }), 121)
  t.equal(registry.total('cefwatch_source_last_received_timestamp_seconds', { source: 'branch' }), 0)
  t.equal(registry.total('cefwatch_source_last_received_timestamp_seconds', { source: 'other' }), 5)
  t.end()
})
