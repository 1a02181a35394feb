import { valueToJson } from '../../decode/common-security-log/row.ts'
import type { Plan } from '../../detect/kql/plan.ts'
import type { KqlType, KqlValue, OutputRow } from '../../detect/kql/query.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** The row that a rule's plan projects, as JSON: a long beyond 2^53 as a string, a datetime in ISO 8601 with seven decimals. */
export function outputToJson(plan: Plan, output: OutputRow): { readonly [column: string]: JsonValue } {
  const columns = plan.output.map(({ name, expression }) => [name, toJson(expression.type, output[name] ?? null)] as const)
  return Object.fromEntries(columns)
}

function toJson(type: KqlType, value: KqlValue): JsonValue {
  if (typeof value === 'bigint') return valueToJson(type === 'datetime' ? 'datetime' : 'long', value)
  // What is left is a scalar or dynamic, which is JSON by its nature.
  return value as JsonValue
}
