import { expandRow } from './mv-expand.ts'
import { MAX_ROWS, type StepCompiler } from './step.ts'

/** A query of its own on the rows that each row is expanded to. What it leaves out of the row's other columns is put back. */
export const mvApply: StepCompiler<'mv-apply'> = (step, compile) => {
  const evaluate = compile(step.plan)
  const expanded = new Set(step.columns.map(({ name }) => name))
  return (rows) =>
    rows.flatMap((row) => {
      const elements = step.columns.every(({ name }) => isEmpty(row[name])) ? [] : expandRow(row, step, MAX_ROWS)
      const outer = Object.entries(row).filter(([name]) => !expanded.has(name))
      return evaluate(elements).map((result) => Object.fromEntries([...outer, ...Object.entries(result)]))
    })
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0)
}
