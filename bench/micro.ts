import { parseCef } from '../src/decode/cef-parser/index.ts'
import { createDetector } from '../src/detect/detector.ts'
import { evaluateRule } from '../src/detect/evaluate-rule.ts'
import { FRAME_KINDS } from '../src/detect/frame-kinds.ts'
import { compilePlan } from '../src/detect/kql/compile-plan.ts'
import { readEvent } from '../src/detect/read-event.ts'
import { distinctNeedles, scanNeedles } from '../src/detect/scan-needles.ts'
import type { FrameBatch } from '../src/receive/frame-batch.ts'
import { createScanner } from '../src/receive/scanner/scanner.ts'
import { parseSyslogHeader } from '../src/receive/syslog-message/parse-header.ts'
import { FrameList } from '../src/receive/syslog-server/frame-list.ts'
import { Framer } from '../src/receive/syslog-server/framer.ts'
import { IGNORE_EVENTS } from '../src/runtime/ignore-events.ts'
import { loadScannerModule } from '../src/runtime/scanner-module.ts'
import { loadShippedRules } from '../test/detect/shipped-rules.ts'
import { corpusOf } from './corpus.ts'
import { fastest } from './fastest.ts'
import type { Row } from './table.ts'

const EVENTS = 20_000
const CHUNK_BYTES = 65_536

/** What each stage takes of one event, in one thread: the fastest of some rounds. */
export async function microBenchmarks(): Promise<readonly Row[]> {
  const corpus = corpusOf(EVENTS)
  const lines = corpus.toString().trimEnd().split('\n')
  const rules = await loadShippedRules()
  const needles = distinctNeedles(rules.flatMap(({ literals }) => scanNeedles(literals) ?? []))
  const module = loadScannerModule()
  const compiled = createScanner({ needles, kinds: FRAME_KINDS, module })
  const patterns = createScanner({ needles, kinds: FRAME_KINDS })
  const detector = createDetector({ rules, exclusions: [] }, IGNORE_EVENTS, { scannerModule: module })
  const queries = rules.map(({ plan }) => compilePlan(plan))
  const events = lines
    .map((line) => readEvent(line, 0))
    .flatMap(({ row, normalised }) => (row === null ? [] : [{ row, normalised }]))
  const onFrames = (take: (batch: FrameBatch) => void) => () => frames(corpus, take)
  const stages: readonly (readonly [name: string, work: () => void])[] = [
    ['framing', onFrames(() => undefined)],
    ['framing, scan (regular expressions)', onFrames((batch) => patterns.scan(batch))],
    ['framing, scan (WebAssembly)', onFrames((batch) => compiled.scan(batch))],
    ['framing, scan, and what a match would take', onFrames((batch) => detector.detect(batch, 0))],
    ['syslog header', () => lines.forEach((line) => parseSyslogHeader(line))],
    ['CEF', () => lines.forEach((line) => parseCef(line))],
    ['header, CEF, row, normalised', () => lines.forEach((line) => readEvent(line, 0))],
    ['two rules', () => events.forEach((event) => queries.forEach((query) => evaluateRule(query, event)))],
  ]
  return stages.map(([stage, work]) => {
    const milliseconds = fastest(work)
    return {
      stage,
      'us an event': ((1000 * milliseconds) / EVENTS).toFixed(3),
      'MB/s': Math.round(corpus.length / 1000 / milliseconds),
    }
  })
}

function frames(corpus: Buffer, take: (batch: FrameBatch) => void): void {
  const framer = new Framer(CHUNK_BYTES, new FrameList(), {
    frames: (bytes, { offsets, count }) =>
      take({
        bytes,
        offsets,
        count,
        octetCounted: 0,
        listener: 'bench',
        transport: 'tcp',
        addresses: '127.0.0.1',
        receivedAt: 0,
      }),
    truncated: () => undefined,
    miscounted: () => undefined,
  })
  for (let at = 0; at < corpus.length; at += CHUNK_BYTES) framer.push(corpus.subarray(at, at + CHUNK_BYTES))
}
