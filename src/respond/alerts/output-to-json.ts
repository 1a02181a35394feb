import type { Plan } from '../../detect/kql/plan.ts'
import type { OutputRow } from '../../detect/kql/query.ts'
import { type JsonValue, valueToJson } from '../../detect/kql/values/value-to-json.ts'

export type { JsonValue }

/** The row that a rule's plan projects, as JSON: a long beyond 2^53 as a string, a datetime in ISO 8601 with seven decimals. */
export function outputToJson(plan: Plan, output: OutputRow): { readonly [column: string]: JsonValue } {
  const columns = plan.output.map(({ name, expression }) => [name, valueToJson(output[name] ?? null, expression.type)] as const)
  return Object.fromEntries(columns)
}
