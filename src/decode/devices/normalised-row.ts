import type { MutableRow, Row } from '../common-security-log/row.ts'
import type { NormalisedRow } from './device.ts'

type Values = Record<string, string | number | bigint>

/**
 * Runs `normalise` over a copy of the row as sent, and tells what it changed. In the copy an empty string stands for an absent column.
 * Of columns that are no strings only absent ones may be filled, since what was sent is kept as a string.
 */
export function normalisedRow(sent: Row, normalise: (row: MutableRow) => void): NormalisedRow {
  const row: MutableRow = { ...sent }
  normalise(row)
  const before: Readonly<Partial<Values>> = sent
  const filled: Values = {}
  const normalised: Record<string, string> = {}
  for (const [column, value] of Object.entries(row)) {
    const original = before[column] ?? ''
    if (value !== original) normalised[column] = String(original)
    if (value !== '') filled[column] = value
  }
  return { row: filled, normalised }
}
