import { COLUMN_NAMES, COLUMNS } from '../common-security-log/columns.ts'
import { type MutableRow, type Row, valueToJson } from '../common-security-log/row.ts'
import type { NormalisedRow } from './device.ts'

/**
 * Runs `normalise` over a copy of the row as sent, and tells what it changed. In the copy an empty string stands for an absent column.
 * What was sent is kept as JSON would carry it, a datetime in ISO 8601.
 */
export function normalisedRow(sent: Row, normalise: (row: MutableRow) => void): NormalisedRow {
  const row: MutableRow = { ...sent }
  normalise(row)
  const filled: Record<string, string | number | bigint> = {}
  const normalised: Record<string, string> = {}
  for (const column of COLUMN_NAMES) {
    const original = sent[column] ?? ''
    const value = row[column] ?? ''
    if (value !== original) normalised[column] = String(valueToJson(COLUMNS[column], original))
    if (value !== '') filled[column] = value
  }
  return { row: filled, normalised }
}
