import type { OutputRow } from '../query.ts'
import { expandRow } from './mv-expand.ts'
import { MAX_ROWS, type StepCompiler } from './step.ts'

/** A query of its own on the rows that each row is expanded to. What it leaves out of the row's other columns is put back. */
export const mvApply: StepCompiler<'mv-apply'> = (step, compile) => {
  const evaluate = compile(step.plan)
  const names = new Set(step.columns.map(({ name }) => name))
  return (rows) => {
    const results: OutputRow[] = []
    let left = MAX_ROWS
    for (const row of rows) {
      if (left === 0) break
      const elements = [...names].every((name) => isEmpty(row[name])) ? [] : expandRow(row, step, Math.min(step.limit, left))
      left -= elements.length
      const outer = Object.fromEntries(Object.entries(row).filter(([name]) => !names.has(name)))
      if (elements.length === 0) continue
      for (const result of evaluate(elements)) results.push({ ...outer, ...result })
    }
    return results
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
}
