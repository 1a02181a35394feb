import { nearestName } from '../../base/nearest.ts'
import { COLUMN_NAMES, isColumnName } from '../../decode/common-security-log/columns.ts'
import type { Diagnostic } from './kusto-parser.ts'
import { placeIn, type Problem } from './problem.ts'
import { TABLE_NAME } from './table-name.ts'

/** Why data beside the event cannot be had: Sentinel would look it up in the workspace. */
const OTHER_DATA = 'each event is evaluated by itself, and what else a workspace holds is not at hand'

/** Functions that bring data of their own, and what to do without. */
const LOOK_UPS: ReadonlyMap<string, string> = new Map([
  ['_GetWatchlist', `a watchlist is a table of its own: ${OTHER_DATA}. Put its values into the query, as a list in a let`],
  [
    '_ASIM_GetWatchlistRaw',
    `a watchlist is a table of its own: ${OTHER_DATA}. Put its values into the query, as a list in a let`,
  ],
  ['workspace', `workspace() reads another workspace: ${OTHER_DATA}`],
  ['table', `table() reads a table by its name: write CommonSecurityLog itself`],
  ['externaldata', `externaldata reads a file from elsewhere: ${OTHER_DATA}. Put its values into the query, as a list in a let`],
])

/** What is known better here than by the parser: its code for the diagnostic, and what to say instead. */
const BETTER: Readonly<Record<string, (name: string, source: string) => Pick<Problem, 'code' | 'message'>>> = {
  KS142: (name) => ({ code: 'KQL_SYNTAX', message: describeUnknownName(name) }),
  KS204: (name) => ({
    code: 'KQL_UNSUPPORTED',
    message: `${name} is another table: it needs a window of other events, and only those of ${TABLE_NAME} are evaluated, each by itself${suggestion(name, [TABLE_NAME])}`,
  }),
  KS211: (name, source) => ({ code: 'KQL_UNSUPPORTED', message: describeUnknownFunction(name, source) }),
  KS245: () => ({ code: 'KQL_UNSUPPORTED', message: 'a query that nests this deep is not supported' }),
}

/** An error of parser or binder as a problem of the query, with the name that was probably meant. */
export function describeDiagnostic({ code, message, start, length }: Diagnostic, source: string): Problem {
  const construct = source.slice(start, start + length)
  const better = BETTER[code]?.(construct, source) ?? { code: 'KQL_SYNTAX', message: message.replace(/\.$/, '') }
  return { ...better, construct, ...placeIn(source, start) }
}

function describeUnknownFunction(name: string, source: string): string {
  const lookUp = LOOK_UPS.get(name)
  if (lookUp !== undefined) return lookUp
  const isDeclared = new RegExp(`\\blet\\s+${name.replace(/\W/g, '')}\\s*=`).test(source)
  if (isDeclared) return `the function ${name}() is not known yet: a function cannot call itself, nor one that comes after it`
  return `the function ${name}() is not known`
}

/** What is said of `externaldata`, which the parser knows. */
export const EXTERNAL_DATA = LOOK_UPS.get('externaldata') ?? ''

function describeUnknownName(name: string): string {
  if (isColumnName(name)) return `the column ${name} is no longer in view here`
  return `the name ${name} is not known${suggestion(name, [...COLUMN_NAMES, TABLE_NAME])}`
}

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  return nearest === null ? '' : `; did you mean "${nearest}"?`
}
