import type { Place } from '../../base/errors.ts'
import type { ParseResult } from '../kql/parse-query.ts'
import { WHOLE_QUERY } from '../kql/problem.ts'
import type { Plan } from '../kql/plan.ts'
import type { Problem } from '../kql/problem.ts'
import { callsIn } from './function-calls.ts'
import type { QueryFunction } from './function-file.ts'

/** A problem of a query; `place` where it is one of a function that the query calls. */
export type QueryProblem = Problem & { readonly place?: Place }

export type QueryParseResult =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly problems: readonly QueryProblem[] }

/** How a query is parsed: in this thread, or in another. */
export type QueryParser = (query: string) => QueryParseResult | Promise<QueryParseResult>

/** The lines of a function in the text that is parsed. */
type Section = { readonly of: QueryFunction; readonly firstLine: number; readonly lastLine: number }

/**
 * A parser of queries that may call `functions`: those that a query calls, directly or not, are declared in front of it. What is wrong
 * inside one is told at its place in the function's file.
 */
export function parserWithFunctions(
  parse: (query: string) => ParseResult | Promise<ParseResult>,
  functions: readonly QueryFunction[],
): QueryParser {
  return async (query) => {
    const called = callsIn(query, functions)
    if (called.length === 0) return parse(query)
    const sections: Section[] = []
    let text = ''
    let line = 1
    for (const of of called) {
      const lines = of.body.split('\n').length
      text += `let ${of.name} = (${of.parameters}) {\n${of.body}\n};\n`
      sections.push({ of, firstLine: line + 1, lastLine: line + lines })
      line += lines + 2
    }
    const result = await parse(text + query)
    return result.ok
      ? result
      : { ok: false, problems: result.problems.map((problem) => placeProblem(problem, sections, line - 1)) }
  }
}

function placeProblem(problem: Problem, sections: readonly Section[], linesInFront: number): QueryProblem {
  // What is too much is so with the functions, and nothing of them alone.
  if (problem.construct === WHOLE_QUERY) {
    return { ...problem, message: `${problem.message}; with the functions that it calls, this one is too much` }
  }
  if (problem.line > linesInFront) return { ...problem, line: problem.line - linesInFront }
  const section = sections.find(({ lastLine }) => problem.line <= lastLine + 1)
  if (section === undefined) return { ...problem, line: 1, column: 1 }
  const { of, firstLine, lastLine } = section
  const isInside = problem.line >= firstLine && problem.line <= lastLine
  return { ...problem, place: isInside ? of.placeInBody(problem.line - firstLine + 1, problem.column) : of.place }
}
