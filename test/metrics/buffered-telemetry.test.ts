import t from 'tap'
import { BufferedTelemetry, ReportMerger } from '../../src/metrics/buffered-telemetry.ts'
import { createMetricsRegistry } from '../../src/metrics/registry.ts'

t.test('what workers counted comes out of the registry once, and their gauges add up', async (t) => {
  const registry = createMetricsRegistry(() => undefined)
  const workers = [new BufferedTelemetry(() => undefined), new BufferedTelemetry(() => undefined)]
  const udp = { listener: 'udp-5514', transport: 'udp' }
  for (const worker of workers) {
    worker.count('cefwatch_received_messages_total', udp, 3)
    worker.count('cefwatch_received_messages_total', udp)
    worker.set('cefwatch_connections', { listener: 'tcp-5514' }, 2)
  }
  const merger = new ReportMerger(registry.telemetry)
  const report = () => workers.forEach((worker) => merger.take(worker, structuredClone(worker.takeReport())))
  report()
  report()
  const { body } = await registry.expose()
  t.match(body, /cefwatch_received_messages_total\{listener="udp-5514",transport="udp"\} 8\n/)
  t.equal(registry.total('cefwatch_connections', { listener: 'tcp-5514' }), 4)
  t.equal(registry.total('cefwatch_received_messages_total', {}), 8)
  t.match(body, /cefwatch_connections\{listener="tcp-5514"\} 4\n/)
})

t.test('a log record goes at once', (t) => {
  const records: unknown[] = []
  new BufferedTelemetry((record) => records.push(record)).log({ level: 'warn', message: 'm', fields: {} })
  t.strictSame(records, [{ level: 'warn', message: 'm', fields: {} }])
  t.end()
})
