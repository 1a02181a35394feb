import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import type { Plan } from '../../../src/detect/kql/plan.ts'
import type { KqlValue, Query } from '../../../src/detect/kql/query.ts'

/** The plan of a query, by the way that it takes between threads and through a cache. */
export function planOf(source: string): Plan {
  const result = parseQuery(source)
  if (!result.ok) throw new Error(`${source}: ${result.problems.map(({ message }) => message).join('; ')}`)
  return JSON.parse(JSON.stringify(structuredClone(result.plan))) as Plan
}

export function queryOf(source: string): Query {
  return compilePlan(planOf(source))
}

/** Whether `where` lets a row pass on a predicate. */
export function passes(predicate: string, row: Row): boolean {
  return queryOf(`CommonSecurityLog | where ${predicate}`).evaluate(row).length === 1
}

/** The value of a scalar expression on a row. */
export function valueOf(expression: string, row: Row = {}): KqlValue | undefined {
  return queryOf(`CommonSecurityLog | project Value = ${expression}`).evaluate(row)[0]?.Value
}

/** A text as a literal of the language: its escapes are JSON's. */
export function literal(text: string): string {
  return JSON.stringify(text)
}
