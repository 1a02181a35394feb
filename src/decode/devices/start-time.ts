import { parseDatetime } from '../common-security-log/parse-datetime.ts'
import type { DraftRow } from './draft-row.ts'

/** Fills StartTime, where the device sent none, with the first of its other times that can be read. */
export function fillStartTime(row: DraftRow, timeZone: string, ...times: readonly (string | undefined)[]): void {
  if (row.StartTime !== undefined) return
  const context = { now: row.TimeGenerated ?? 0n, timeZone }
  for (const time of times) {
    const ticks = time === undefined ? null : parseDatetime(time.trim(), context)
    if (ticks === null) continue
    row.StartTime = ticks
    return
  }
}
