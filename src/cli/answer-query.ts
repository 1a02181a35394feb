import { compilePlan } from '../detect/kql/compile-plan.ts'
import type { ParseResult } from '../detect/kql/parse-query.ts'
import type { Plan } from '../detect/kql/plan.ts'
import type { OutputColumn, OutputRow, Query } from '../detect/kql/query.ts'
import { isTooCostly } from '../detect/kql/work.ts'
import { type JsonValue, valueToJson } from '../detect/kql/values/value-to-json.ts'

/** What a line of `cefwatch kql --jsonl` is answered with. */
export type Answer = { readonly id: JsonValue } & (
  | { readonly columns: readonly OutputColumn[]; readonly rows: readonly (readonly JsonValue[])[] }
  | { readonly error: { readonly code: string; readonly message: string; readonly line: number; readonly column: number } }
)

type Asked = { readonly id: JsonValue; readonly query: string }

/** Answers one line, `{"id", "query"}`; every line is answered, also one that is no such object. */
export async function answerQuery(
  line: string,
  parse: (query: string) => Promise<ParseResult>,
  rowsOf: (plan: Plan, query: Query) => AsyncIterable<OutputRow>,
): Promise<Answer> {
  const asked = readLine(line)
  if (asked === null)
    return failed(null, { code: 'INPUT_INVALID', message: 'the line is no {"id", "query"}', line: 1, column: 1 })
  const { id, query } = asked
  const result = await parse(query)
  if (!result.ok) return failed(id, result.problems[0])
  const compiled = compilePlan(result.plan)
  const rows: JsonValue[][] = []
  try {
    for await (const row of rowsOf(result.plan, compiled)) {
      rows.push(compiled.columns.map(({ name, type }) => valueToJson(row[name] ?? null, type)))
    }
  } catch (error) {
    if (isTooCostly(error)) return failed(id, { code: error.code, message: error.message, line: 1, column: 1 })
    throw error
  }
  return { id, columns: compiled.columns, rows }
}

type Failure = { readonly code: string; readonly message: string; readonly line: number; readonly column: number }

function failed(id: JsonValue, failure: Failure | undefined): Answer {
  const { code, message, line, column } = failure ?? {
    code: 'KQL_UNSUPPORTED',
    message: 'the query is not supported',
    line: 1,
    column: 1,
  }
  return { id, error: { code, message, line, column } }
}

function readLine(line: string): Asked | null {
  try {
    const { id = null, query } = JSON.parse(line) as { readonly id?: JsonValue; readonly query?: unknown }
    return typeof query === 'string' ? { id, query } : null
  } catch {
    return null
  }
}
