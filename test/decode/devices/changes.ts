import { rowFromCef } from '../../../src/decode/common-security-log/row-from-cef.ts'
import { decodeEvent } from '../../../src/decode/devices/decode-event.ts'

/** Each column that the normaliser changed: what was sent, and what it is now. */
export type Changes = Readonly<Record<string, readonly [sent: string, now: unknown]>>

/** What the event's own family makes of it; null when no family takes it. */
export function changesOf(text: string): Changes | null {
  const decoded = decodeEvent({ text, structuredData: null, timestamp: null })
  if (decoded.event === null || decoded.family === null) return null
  const { event, family } = decoded
  const sent = rowFromCef(event, { computer: null, timeGenerated: 0n, timeZone: 'UTC' })
  const { row, normalised } = family.normalise(sent, event, 'UTC')
  const values = new Map(Object.entries(row))
  return Object.fromEntries(Object.entries(normalised).map(([column, before]) => [column, [before, values.get(column) ?? '']]))
}
