import { compileComputed, compileExpression } from './compile-expression.ts'
import { compileIndicators } from './compile-indicators.ts'
import { compileRows } from './compile-rows.ts'
import type { Plan, Source } from './plan.ts'
import type { KqlValue, OutputColumn, OutputRow, Query } from './query.ts'
import { type Clock, createScope, enterRow, type Evaluator, type InputRow, type Scope } from './scope.ts'
import { compileStep } from './steps/index.ts'
import { COLUMN_WORK, MAX_ROWS, type Rows } from './steps/step.ts'
import { isWritable } from './values/dynamic-text.ts'
import { beginWork, endWork, spendWork } from './work.ts'
import { WHOLE_ALLOWANCE } from './work-allowance.ts'

const NO_ROWS: Rows = []

/** The rows that a plan makes of the row, or of the rows, that it is given. */
type PlanFunction = (given: Rows | InputRow) => Rows

/**
 * Makes a plan executable: closures only, no code is generated. What takes more work on an event than `allowance` has throws
 * KQL_TOO_COSTLY.
 */
export function compilePlan(plan: Plan, allowance = WHOLE_ALLOWANCE): Query {
  const clock: Clock = { now: null }
  const evaluate = compileBlock(plan, clock)
  const columns = plan.output.map(({ name, expression }) => ({ name, type: expression.type }))
  const dynamics = columns.filter(({ type }) => type === 'dynamic')
  const leave = dynamics.length === 0 ? (row: OutputRow) => row : (row: OutputRow) => withoutUnwritable(row, dynamics)
  return {
    columns,
    evaluate: (row) => {
      clock.now = row.TimeGenerated ?? null
      const { units } = allowance
      const outer = beginWork(units)
      try {
        const rows = evaluate(row)
        return rows.length === 0 ? NO_ROWS : rows.map(leave)
      } finally {
        allowance.charge(endWork(units, outer))
      }
    },
    indicators: compileIndicators(plan),
  }
}

/** null in the place of what cannot be written out. */
function withoutUnwritable(row: OutputRow, dynamics: readonly OutputColumn[]): OutputRow {
  const unwritable = dynamics.filter(({ name }) => !isWritable(row[name]))
  return unwritable.length === 0 ? row : { ...row, ...Object.fromEntries(unwritable.map(({ name }) => [name, null])) }
}

function compileBlock(plan: Plan, clock: Clock): PlanFunction {
  const computed = compileComputed(plan.computed)
  const conditions = plan.conditions.map(({ expression }) => compileExpression(expression, computed))
  const output = plan.output.map(({ name, expression }) => ({ name, evaluate: compileExpression(expression, computed) }))
  const rowOf = compileOutput(output)
  const scope = createScope(computed.length, clock)
  const evaluateRow = (row: InputRow): Rows => {
    enterRow(scope, row)
    spendWork(COLUMN_WORK + computed.length)
    for (const condition of conditions) if (condition(scope) !== true) return NO_ROWS
    spendWork(COLUMN_WORK * output.length)
    return [rowOf(scope)]
  }
  if (plan.from === undefined) return (row) => evaluateRow(row as InputRow)
  const source = compileSource(plan.from, clock)
  return (given) => {
    const rows = source(given)
    return rows.length === 0 ? NO_ROWS : rows.flatMap(evaluateRow)
  }
}

type OutputFunction = { readonly name: string; readonly evaluate: Evaluator }

/** Assigning takes half the time of Object.fromEntries(). A column `__proto__` has to be defined: assigned, it is the object's prototype. */
function compileOutput(output: readonly OutputFunction[]): (scope: Scope) => OutputRow {
  if (output.some(({ name }) => name === '__proto__')) {
    return (scope) => Object.fromEntries(output.map(({ name, evaluate }): [string, KqlValue] => [name, evaluate(scope)]))
  }
  return (scope) => {
    const row: Record<string, KqlValue> = {}
    for (const { name, evaluate } of output) row[name] = evaluate(scope)
    return row
  }
}

function compileSource(source: Source, clock: Clock): PlanFunction {
  switch (source.kind) {
    case 'given':
      return (given) => given as Rows
    case 'rows': {
      const rows = compileRows(source)
      return () => rows
    }
    case 'union': {
      const branches = source.branches.map((branch) => compileBlock(branch, clock))
      return (given) => branches.flatMap((branch) => branch(given)).slice(0, MAX_ROWS)
    }
    case 'step': {
      const input = compileBlock(source.input, clock)
      const step = compileStep(source.step, (plan) => compileBlock(plan, clock), clock)
      return (given) => {
        const rows = input(given)
        // Of no row no step makes one, but the sum of nothing.
        return rows.length === 0 && source.step.kind !== 'summarize' ? NO_ROWS : step(rows).slice(0, MAX_ROWS)
      }
    }
  }
}
