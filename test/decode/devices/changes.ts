import { parseCef } from '../../../src/decode/cef-parser/index.ts'
import { rowFromCef } from '../../../src/decode/common-security-log/row-from-cef.ts'
import { recogniseCef } from '../../../src/decode/devices/index.ts'

/** Each column that the normaliser changed: what was sent, and what it is now. */
export type Changes = Readonly<Record<string, readonly [sent: string, now: unknown]>>

/** What the event's own family makes of it; null when no family takes it. */
export function changesOf(text: string): Changes | null {
  const { event } = parseCef(text)
  const family = event === null ? null : recogniseCef(event)
  if (event === null || family === null) return null
  const sent = rowFromCef(event, { computer: null, timeGenerated: 0n })
  const { row, normalised } = family.normaliseCef(sent, event)
  const values = new Map(Object.entries(row))
  return Object.fromEntries(Object.entries(normalised).map(([column, before]) => [column, [before, values.get(column) ?? '']]))
}
