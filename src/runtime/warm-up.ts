import type { Detector } from '../detect/detector.ts'
import { FrameList } from '../receive/syslog-server/frame-list.ts'
import { Framer } from '../receive/syslog-server/framer.ts'
import { eventLines } from '../simulator/event-lines.ts'
import { FAMILIES, type Family } from '../simulator/families.ts'

/** Long enough for V8 to compile what every event goes through; short enough for a start. */
const WARM_UP_MS = 100

const LINES_A_FAMILY = 50

const CHUNK_BYTES = 65_536

/**
 * Runs harmless events of all families through framing and detection until both are compiled: the first burst after a start would
 * otherwise meet code that takes ten times as long, and lose datagrams. The detector's events must not count meanwhile.
 */
export function warmUp(detector: Detector): void {
  const lines = (Object.keys(FAMILIES) as Family[]).flatMap((family) => {
    const events = eventLines({ family, seed: 1, every: Infinity, now: Date.now })
    return Array.from({ length: LINES_A_FAMILY }, () => events.next().value.text)
  })
  const stream = Buffer.from(
    lines
      .map((line) => `${line}\n`)
      .join('')
      .repeat(4),
  )
  const nothing = (): void => undefined
  const framer = new Framer(CHUNK_BYTES, new FrameList(), {
    frames: (bytes, { offsets, count }) => {
      const receivedAt = Date.now()
      detector.detect(
        { bytes, offsets, count, octetCounted: 0, listener: '', transport: 'tcp', addresses: '', receivedAt },
        receivedAt,
      )
    },
    truncated: nothing,
    miscounted: nothing,
  })
  const end = performance.now() + WARM_UP_MS
  while (performance.now() < end) {
    for (let at = 0; at < stream.length; at += CHUNK_BYTES) framer.push(stream.subarray(at, at + CHUNK_BYTES))
  }
}
