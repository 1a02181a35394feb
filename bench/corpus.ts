import { eventLines } from '../src/simulator/event-lines.ts'
import { FAMILIES, type Family } from '../src/simulator/families.ts'

/** Events of all four families, 600 to 900 bytes each, none of which matches: newline-delimited, as NSS and reliable syslog send them. */
export function corpusOf(count: number): Buffer {
  const sources = (Object.keys(FAMILIES) as Family[]).map((family) =>
    eventLines({ family, seed: 1, every: Infinity, now: Date.now }),
  )
  const lines = Array.from({ length: count }, (_, index) => `<134>${sources[index % sources.length]?.next().value.text}\n`)
  return Buffer.from(lines.join(''))
}
