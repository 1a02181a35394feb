import { COLUMNS } from '../common-security-log/columns.ts'
import { type Row, valueToJson } from '../common-security-log/row.ts'
import type { NormalisedRow } from './device.ts'
import { type DraftRow, NORMALISED_COLUMNS } from './draft-row.ts'

/**
 * Runs `normalise` over a copy of the row as sent, and tells what it changed. What was sent is kept as JSON would carry it, a datetime
 * in ISO 8601.
 */
export function normalisedRow(sent: Row, normalise: (row: DraftRow) => void): NormalisedRow {
  const row: DraftRow = { ...sent }
  normalise(row)
  const normalised: Record<string, string> = {}
  for (const column of NORMALISED_COLUMNS) {
    const original = sent[column] ?? ''
    if ((row[column] ?? '') !== original) normalised[column] = String(valueToJson(COLUMNS[column], original))
  }
  const hasEmptied = NORMALISED_COLUMNS.some((column) => row[column] === '')
  return { row: hasEmptied ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== '')) : row, normalised }
}
