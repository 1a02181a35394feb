import type { Condition, Expression, Plan, Source, Step } from '../plan.ts'
import type { KqlType, OutputColumn } from '../query.ts'
import type { Environment, Names } from '../read/names.ts'

/** A plan under construction, while the operators of a pipeline are read in order. */
export type Draft = Omit<Names, 'columns' | 'environment'> & {
  columns: Names['columns']
  environment: Environment
  conditions: Condition[]
  computed: Expression[]
  from: Source | undefined
}

export function createDraft(columns: Names['columns'], environment: Environment, from?: Source): Draft {
  const draft: Draft = {
    columns,
    environment,
    conditions: [],
    computed: [],
    from,
    share: (expression) => {
      if (expression.kind !== 'call') return expression
      const index = draft.computed.push(expression) - 1
      return { kind: 'computed', type: expression.type, index }
    },
  }
  return draft
}

export function planOf({ conditions, computed, columns, from }: Draft): Plan {
  const output = Array.from(columns, ([name, expression]) => ({ name, expression }))
  return { conditions, computed, output, ...(from === undefined ? {} : { from }) }
}

/** The columns of a draft as a table has them. */
export function columnsOf(draft: Draft): readonly OutputColumn[] {
  return Array.from(draft.columns, ([name, { type }]) => ({ name, type }))
}

/** The columns of a source, by name, as expressions over its rows. */
export function tableColumns(columns: readonly OutputColumn[]): ReadonlyMap<string, Expression> {
  return new Map(columns.map(({ name, type }) => [name, { kind: 'column', type, name }]))
}

/** Ends what the draft has so far with a step, after which it goes on over the step's rows. */
export function addStep(draft: Draft, step: Step, columns: readonly OutputColumn[] = columnsOf(draft)): void {
  startOver(draft, { kind: 'step', input: planOf(draft), step }, columns)
}

/** Makes the draft one over the rows of `from`. */
export function startOver(draft: Draft, from: Source, columns: readonly OutputColumn[]): void {
  draft.from = from
  draft.conditions = []
  draft.computed = []
  draft.columns = tableColumns(columns)
}

/** Makes the draft go on where `other` has come to. */
export function adopt(draft: Draft, { columns, conditions, computed, from }: Draft): void {
  Object.assign(draft, { columns, conditions: [...conditions], computed: [...computed], from })
}

/** A draft that goes on where `draft` has come to, and leaves it as it is. */
export function copyOf(draft: Draft, environment: Environment): Draft {
  const copy = createDraft(new Map(), environment)
  adopt(copy, draft)
  return copy
}

/** The type of a column by its name, where the draft has it. */
export function typeOfColumn(draft: Draft, name: string): KqlType | undefined {
  return draft.columns.get(name)?.type
}
