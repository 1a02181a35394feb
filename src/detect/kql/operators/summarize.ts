import type { SyntaxNode } from '../kusto-parser.ts'
import { looksAcrossEvents } from '../event-plan.ts'
import type { Aggregate, Expression } from '../plan.ts'
import type { KqlType, OutputColumn } from '../query.ts'
import { isKqlType, kqlTypeOf } from '../read/kql-types.ts'
import { readExpression } from '../read/read-expression.ts'
import { Refusal } from '../read/refusal.ts'
import { needsWindow } from '../read/windowed.ts'
import { aggregateNamed, type AggregateName } from '../steps/aggregates.ts'
import { addStep, type Draft, planOf } from './draft.ts'
import type { OperatorReader } from './operator-reader.ts'
import { readCount } from './order.ts'
import { splitParameters } from './parameters.ts'
import { splitDefinition } from './read-columns.ts'

/** Of these types numbers can be made, added and compared, and what they add up to. */
const SUMMED: ReadonlySet<KqlType> = new Set(['int', 'long', 'real', 'timespan'])
const AVERAGED: ReadonlySet<KqlType> = new Set(['int', 'long', 'real'])
const COMPARED: ReadonlySet<KqlType> = new Set(['int', 'long', 'real', 'datetime', 'timespan'])

/** What the first argument of a function may be; any type where nothing is said. */
const TAKES: { readonly [name in AggregateName]?: ReadonlySet<KqlType> } = {
  sum: SUMMED,
  avg: AVERAGED,
  min: COMPARED,
  max: COMPARED,
  arg_max: COMPARED,
  arg_min: COMPARED,
  variance: AVERAGED,
  variancep: AVERAGED,
  stdev: AVERAGED,
  stdevp: AVERAGED,
  make_bag: new Set(['dynamic']),
}

const LISTS: ReadonlySet<string> = new Set(['make_list', 'make_list_with_nulls', 'make_set', 'make_bag'])

/** Any number of columns of the row that was chosen. */
const CHOOSERS: ReadonlySet<string> = new Set(['arg_max', 'arg_min', 'take_any'])

/** `summarize`: of the elements of one event, inside mv-apply, and of rows of the query's own. Events are not summarized. */
export const summarize: OperatorReader = (node, draft) => {
  if (looksAcrossEvents(planOf(draft))) throw new Refusal(node, node.firstWord, needsWindow(node.firstWord))
  const { parts } = splitParameters(node, ['hint.strategy', 'hint.shufflekey', 'hint.num_partitions'])
  const clause = parts.find(({ kind }) => kind === 'SummarizeByClause')
  const given = parts.filter((part) => part !== clause)
  const grouped = clause?.children ?? []
  const names = [...node.columns]
  const columns = new Map<string, Expression>()
  const by = grouped.map((part) => {
    const { given: own, value } = splitDefinition(part)
    const name = own ?? names[0] ?? part.text
    names.shift()
    columns.set(name, draft.share(readExpression(value, draft)))
    return { name, type: columns.get(name)?.type ?? 'dynamic' }
  })
  const aggregates = given.map((part) => readAggregate(part, { draft, columns, names, grouped: by }))
  draft.columns = columns
  const outputs = [...by, ...aggregates.flatMap(({ outputs }) => outputs)]
  addStep(draft, { kind: 'summarize', by: by.map(({ name }) => name), aggregates }, outputs)
}

/** `count`: the same of rows, as one column. */
export const count: OperatorReader = (node, draft) => {
  if (looksAcrossEvents(planOf(draft))) throw new Refusal(node, node.firstWord, needsWindow(node.firstWord))
  const outputs = [{ name: node.columns[0] ?? 'Count', type: 'long' }] as const
  const aggregate: Aggregate = { function: 'count', inputs: [], condition: null, limit: null, outputs }
  addStep(draft, { kind: 'summarize', by: [], aggregates: [aggregate] }, outputs)
}

type Reading = {
  readonly draft: Draft
  /** Takes what the functions are computed of, as columns. */
  readonly columns: Map<string, Expression>
  /** The names that the binder has for what is left to read. */
  readonly names: string[]
  readonly grouped: readonly OutputColumn[]
}

function readAggregate(part: SyntaxNode, reading: Reading): Aggregate {
  const { given, value } = splitDefinition(part)
  const [called, ...operands] = value.children
  const known = value.kind === 'FunctionCallExpression' ? aggregateNamed(called?.name ?? '') : null
  if (known === null) {
    throw new Refusal(
      part,
      'summarize',
      'summarize takes aggregation functions that it knows, alone: compute with them in `extend`',
    )
  }
  const { name, isConditional } = known
  const condition = isConditional ? conditionOf(operands, name) : undefined
  const rest = operands.filter((operand) => operand !== condition)
  const limit = LISTS.has(name) ? rest[1] : undefined
  const inputs = name === 'count' ? [] : inputsOf(rest, name, reading)
  const [first] = inputs
  if (first !== undefined && TAKES[name]?.has(first.type) === false) {
    throw new Refusal(value, `${name}()`, `${name}() of ${first.type} is not supported`)
  }
  return {
    function: name,
    inputs,
    condition: condition === undefined ? null : addColumn(condition, reading).name,
    limit: limit === undefined ? null : readCount(limit, reading.draft),
    outputs: CHOOSERS.has(name) ? chosenColumns(part, inputs, reading) : [ownColumn(part, value, given, reading)],
  }
}

/** `countif` has nothing else; with all others it is the second. */
function conditionOf(operands: readonly SyntaxNode[], name: AggregateName): SyntaxNode | undefined {
  return name === 'count' ? operands[0] : operands[1]
}

function inputsOf(operands: readonly SyntaxNode[], name: AggregateName, reading: Reading): readonly OutputColumn[] {
  const taken = CHOOSERS.has(name) ? operands : operands.slice(0, 1)
  return taken.flatMap((operand) => {
    if (operand.kind !== 'StarExpression') return [addColumn(operand, reading)]
    const others = Array.from(reading.draft.columns).filter(([column]) => {
      return !reading.grouped.some(({ name }) => name === column) && !taken.some(({ text }) => text === column)
    })
    return others.map(([, expression]) => addExpression(expression, reading))
  })
}

function addColumn(node: SyntaxNode, reading: Reading): OutputColumn {
  return addExpression(reading.draft.share(readExpression(node, reading.draft)), reading)
}

/** Under a name that no column of a query can have. */
function addExpression(expression: Expression, { columns }: Reading): OutputColumn {
  const name = `\0${columns.size}`
  columns.set(name, expression)
  return { name, type: expression.type }
}

function ownColumn(part: SyntaxNode, value: SyntaxNode, given: string | null, { names }: Reading): OutputColumn {
  // The engine makes up a name of what an index looks up.
  const name = given ?? (value.text.includes('[') ? undefined : names[0])
  const type = kqlTypeOf(value.type ?? '')
  names.shift()
  if (name === undefined || !isKqlType(type))
    throw new Refusal(part, `${value.firstWord}()`, 'a column without a name is not supported; name it')
  return { name, type }
}

/** A column for each that was chosen, as the binder names them. */
function chosenColumns(part: SyntaxNode, inputs: readonly OutputColumn[], { names }: Reading): readonly OutputColumn[] {
  const chosen = names.splice(0, inputs.length)
  return inputs.map(({ type }, index) => {
    const name = chosen[index]
    if (name === undefined) throw new Refusal(part, part.text, 'a column without a name is not supported; name it')
    return { name, type }
  })
}
