import type { Aggregate } from '../plan.ts'
import type { KqlValue, OutputRow } from '../query.ts'
import { spendWork } from '../work.ts'
import { aggregate, keyOf } from './aggregates.ts'
import { COLUMN_WORK, type Rows, type StepCompiler } from './step.ts'

/** A row for each group of rows that are equal in the columns of `by`; without these, one row, even of none. */
export const summarize: StepCompiler<'summarize'> = ({ by, aggregates }) => {
  return (rows) => {
    spendWork(COLUMN_WORK * rows.length * (by.length + aggregates.length))
    const groups = new Map<string, OutputRow[]>(by.length === 0 ? [['', []]] : [])
    for (const row of rows) {
      const key = by.map((name) => keyOf(row[name] ?? null)).join('\n')
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [row])
      else group.push(row)
    }
    return Array.from(groups.values(), (group) => ({
      ...Object.fromEntries(by.map((name): [string, KqlValue] => [name, group[0]?.[name] ?? null])),
      ...Object.fromEntries(aggregates.flatMap((one) => valuesOf(one, group))),
    }))
  }
}

function valuesOf({ function: name, inputs, outputs, condition, limit }: Aggregate, group: Rows): readonly [string, KqlValue][] {
  const rows = condition === null ? group : group.filter((row) => row[condition] === true)
  const values = aggregate(
    name,
    inputs.map((input) => ({ type: input.type, values: rows.map((row) => row[input.name] ?? null) })),
    rows.length,
  )
  return outputs.map((output, index) => [output.name, within(values[index] ?? null, limit)])
}

function within(value: KqlValue, limit: number | null): KqlValue {
  return limit !== null && Array.isArray(value) ? (value as readonly unknown[]).slice(0, limit) : value
}
