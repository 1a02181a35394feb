import { describeDiagnostic } from './describe-diagnostic.ts'
import { type Diagnostic, expansionOf, longestChainOf, nestingOf, parseKusto, type Syntax } from './kusto-parser.ts'
import type { Plan } from './plan.ts'
import { placeIn, type Problem, WHOLE_QUERY } from './problem.ts'
import { readQuery } from './read/read-query.ts'
import { beginWork, endWork, LOAD_WORK } from './work.ts'

export type ParseResult =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly problems: readonly Problem[] }

/** In UTF-16 code units. Sentinel takes rules of up to 10,000 characters. */
const MAX_QUERY_LENGTH = 20_000

/** How deep brackets may nest. */
const MAX_NESTING = 100

/**
 * Errors of the binder about types, which are more than the engine's: `search not("a")`, `array_length()` of a constant that is no
 * array. The types of what is taken over into a plan are checked while it is read.
 */
const STRICTER: ReadonlySet<string> = new Set(['KS106', 'KS107', 'KS234'])

/** A broken query can have as many errors as characters; nobody reads more than the first few. */
const MAX_PROBLEMS = 20

/** How many tokens an expression may be long between commas: a thousand comparisons have as many. */
const MAX_CHAIN = 4000

/** How many uses of names a query may come to, each of which costs the parser a fraction of a millisecond. */
const MAX_EXPANSION = 5000

/**
 * Parses a query over CommonSecurityLog with Microsoft's parser and makes a plan of it. What is
 * not supported is refused, never skipped, and every problem found is reported. Loading this module takes a second and 100 MB:
 * do it in a thread that ends.
 */
export function parseQuery(source: string): ParseResult {
  if (source.length > MAX_QUERY_LENGTH) return tooMuch(`a query of more than ${MAX_QUERY_LENGTH} characters is not supported`)
  if (nestingOf(source) > MAX_NESTING) return tooMuch(`brackets that nest more than ${MAX_NESTING} deep are not supported`)
  if (expansionOf(source) > MAX_EXPANSION)
    return tooMuch(`a query that comes to more than ${MAX_EXPANSION} uses of what it names by let is not supported`)
  const syntax = longestChainOf(source) > MAX_CHAIN ? null : parsed(source)
  if (syntax === null) return tooMuch('a query that nests this deep is not supported')
  const { root, errors } = syntax
  const diagnostics = errors.slice(0, MAX_PROBLEMS).map((error) => describeDiagnostic(error, source))
  if (!errors.every(({ code }) => STRICTER.has(code))) return { ok: false, problems: diagnostics }
  const read = counted(() => readQuery(root))
  if (read.ok) return read
  const refusals = read.refusals.filter(({ start }) => !errors.some((error) => covers(error, start)))
  if (refusals.length === 0) return { ok: false, problems: diagnostics }
  const problems = refusals.slice(0, MAX_PROBLEMS).map(({ message, construct, start }): Problem => {
    return { code: 'KQL_UNSUPPORTED', message, construct, ...placeIn(source, start) }
  })
  return { ok: false, problems }
}

/** null for what goes deeper than the stack does: the parser works by recursion, and so does what binds its tree. */
function parsed(source: string): Syntax | null {
  try {
    return parseKusto(source)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function counted<T>(read: () => T): T {
  const outer = beginWork(LOAD_WORK)
  try {
    return read()
  } finally {
    endWork(LOAD_WORK, outer)
  }
}

function covers({ start, length }: Diagnostic, offset: number): boolean {
  return offset >= start && offset <= start + length
}

function tooMuch(message: string, construct: string = WHOLE_QUERY): ParseResult {
  return { ok: false, problems: [{ code: 'KQL_UNSUPPORTED', message, construct, line: 1, column: 1 }] }
}
