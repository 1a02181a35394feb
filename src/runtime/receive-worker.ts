import { parentPort, workerData } from 'node:worker_threads'
import { CefwatchError } from '../base/errors.ts'
import { createDetector, type Detector, type DetectorEvents, type RuleSet } from '../detect/detector.ts'
import { LiveAllowance } from '../detect/kql/work-allowance.ts'
import { BufferedTelemetry } from '../metrics/buffered-telemetry.ts'
import { detectorTelemetry } from '../metrics/detector-telemetry.ts'
import { listenerTelemetry } from '../metrics/listener-telemetry.ts'
import type { FrameBatch } from '../receive/frame-batch.ts'
import { openSyslogServer, type SyslogServer } from '../receive/syslog-server/syslog-server.ts'
import type { FromWorker, ReceiveWorkerData, ToWorker, WorkerReport } from './receive-protocol.ts'
import { HandOver } from './hand-over.ts'
import { createSourceDirectory } from './source-directory.ts'
import { SourceTable } from './source-table.ts'
import { warmUp } from './warm-up.ts'

/*
 * A thread that owns sockets and detects on what they receive, so that neither HTTP, delivery nor SQLite can delay a receive.
 */

const send = (message: FromWorker): void => parentPort?.postMessage(message)
const telemetry = new BufferedTelemetry((record) => send({ type: 'log', record }))

const { listeners, sources: namedSources, ruleSet, scannerModule } = workerData as ReceiveWorkerData
const sourceOf = createSourceDirectory(namedSources)
const sources = new SourceTable((address) => sourceOf(address)?.name ?? null)
const handOver = new HandOver((matches) => send({ type: 'matches', matches }), telemetry, listeners)
let isWarm = false
let detector = createDetectorOf(ruleSet)

function createDetectorOf(rules: RuleSet): Detector {
  const counted = detectorTelemetry(telemetry, rules)
  const events: DetectorEvents = {
    ...counted,
    scanned: (batch, result) => {
      if (!isWarm) return
      counted.scanned(batch, result)
      sources.scanned(batch, result)
    },
    read: (batch, index, event, kind) => {
      if (!isWarm) return
      counted.read(batch, index, event, kind)
      sources.read(batch, index, event, kind)
    },
  }
  return createDetector(rules, events, {
    timeZoneOf: (address) => sourceOf(address)?.timeZone ?? 'UTC',
    newAllowance: () => new LiveAllowance(),
    scannerModule,
  })
}

function onBatch(batch: FrameBatch): void {
  const matches = detector.detect(batch, Date.now())
  if (matches.length > 0) handOver.offer(batch.listener, matches)
}

function report(): WorkerReport {
  return { telemetry: telemetry.takeReport(), sources: sources.list() }
}

async function drain(server: SyslogServer, deadlineMs: number): Promise<void> {
  await server.close(deadlineMs)
  send({ type: 'drained', report: report() })
  parentPort?.close()
}

async function start(): Promise<void> {
  warmUp(detector)
  isWarm = true
  const server = await openSyslogServer(listeners, onBatch, listenerTelemetry(telemetry, listeners))
  parentPort?.on('message', (message: ToWorker) => {
    if (message.type === 'reload') {
      detector = createDetectorOf(message.ruleSet)
      send({ type: 'reloaded' })
    } else if (message.type === 'report') send({ type: 'report', report: report() })
    else if (message.type === 'taken') handOver.taken(message.count)
    else void drain(server, message.deadlineMs)
  })
  const bound = server.listeners.map(({ name, protocol, reader, bound: { address, port } }) => ({
    name,
    protocol,
    reader,
    address,
    port,
  }))
  send({ type: 'listening', listeners: bound })
}

try {
  await start()
} catch (error) {
  if (!(error instanceof CefwatchError)) throw error
  const { code, message, remedy, place } = error
  send({ type: 'failed', error: { code, message, remedy, place } })
  parentPort?.close()
}
