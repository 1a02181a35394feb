import { valueOf } from './literal.ts'
import type { Source } from './plan.ts'
import type { KqlValue } from './query.ts'
import type { Rows } from './steps/step.ts'

/** The rows that a plan brings itself. */
export function compileRows({ columns, rows }: Extract<Source, { readonly kind: 'rows' }>): Rows {
  return rows.map((values) => {
    const entries = columns.map(({ name, type }, index): [string, KqlValue] => {
      return [name, valueOf({ kind: 'literal', type, value: values[index] ?? null })]
    })
    return Object.fromEntries(entries)
  })
}
