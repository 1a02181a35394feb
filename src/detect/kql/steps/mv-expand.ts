import type { Expansion } from '../plan.ts'
import type { KqlValue, OutputRow } from '../query.ts'
import { convert } from '../values/convert.ts'
import { isBag } from '../values/dynamic.ts'
import { spendWork } from '../work.ts'
import { COLUMN_WORK, MAX_ROWS, type Rows, type StepCompiler } from './step.ts'

/**
 * A row for each element of the arrays, or property of the bags, in a row's columns; for several columns, as many as the longest has.
 * A row whose value is null stays; one of which it is empty does not.
 */
export const mvExpand: StepCompiler<'mv-expand'> = (step) => (rows) => {
  const expanded: OutputRow[] = []
  for (const row of rows) {
    if (expanded.length >= MAX_ROWS) break
    expanded.push(...expandRow(row, step, Math.min(step.limit, MAX_ROWS - expanded.length)))
  }
  return expanded
}

/** At most `limit` rows. */
export function expandRow(row: OutputRow, { columns, index, bags }: Expansion, limit: number): Rows {
  const values = columns.map(({ name }) => elementsOf(row[name] ?? null, bags))
  const count = Math.min(limit, Math.max(...values.map(({ length }) => length)))
  spendWork(count * COLUMN_WORK * Object.keys(row).length)
  return Array.from({ length: count }, (_, at): OutputRow => {
    const expanded = columns.map(({ name, type }, column): [string, KqlValue] => {
      return [name, convert(values[column]?.[at] ?? null, 'dynamic', type)]
    })
    if (index !== null) expanded.push([index, BigInt(at)])
    return { ...row, ...Object.fromEntries(expanded) }
  })
}

function elementsOf(value: KqlValue, bags: Expansion['bags']): readonly KqlValue[] {
  if (Array.isArray(value)) return value as readonly KqlValue[]
  if (!isBag(value)) return [value]
  const properties = Object.entries(value) as [string, KqlValue][]
  return properties.map(([key, property]) => (bags === 'array' ? [key, property] : Object.fromEntries([[key, property]])))
}
