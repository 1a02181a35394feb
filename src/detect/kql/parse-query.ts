import { describeDiagnostic } from './describe-diagnostic.ts'
import { nestingOf, parseKusto } from './kusto-parser.ts'
import type { Plan } from './plan.ts'
import { placeIn, type Problem } from './problem.ts'
import { readQuery } from './read/read-query.ts'

export type ParseResult =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly problems: readonly Problem[] }

/** In UTF-16 code units. Sentinel takes rules of up to 10,000 characters. */
const MAX_QUERY_LENGTH = 20_000

/** How deep brackets may nest. */
const MAX_NESTING = 100

/** A broken query can have as many errors as characters; nobody reads more than the first few. */
const MAX_PROBLEMS = 20

/**
 * Parses a query over CommonSecurityLog with Microsoft's parser and makes a plan of it. What is not supported is refused, never
 * skipped, and every problem found is reported. Loading this module takes a second and 100 MB: do it in a thread that ends.
 */
export function parseQuery(source: string): ParseResult {
  if (source.length > MAX_QUERY_LENGTH) return tooMuch(`a query of more than ${MAX_QUERY_LENGTH} characters is not supported`)
  if (nestingOf(source) > MAX_NESTING) return tooMuch(`brackets that nest more than ${MAX_NESTING} deep are not supported`)
  const syntax = parseKusto(source)
  if (!syntax.ok) {
    const errors = syntax.errors.slice(0, MAX_PROBLEMS)
    return { ok: false, problems: errors.map((error) => describeDiagnostic(error, source)) }
  }
  const read = readQuery(syntax.root)
  if (read.ok) return read
  const problems = read.refusals.map(({ message, construct, start }): Problem => {
    return { code: 'KQL_UNSUPPORTED', message, construct, ...placeIn(source, start) }
  })
  return { ok: false, problems }
}

function tooMuch(message: string): ParseResult {
  return { ok: false, problems: [{ code: 'KQL_UNSUPPORTED', message, construct: 'query', line: 1, column: 1 }] }
}
